package expserver;

import java.util.Comparator;
import java.util.TreeSet;

/** The times at which handlers are to be called, on the clock of {@link Loop#now}. */
final class Timers {
    private final TreeSet<Timer> pending = new TreeSet<>(
            Comparator.<Timer>comparingLong(timer -> timer.time).thenComparingLong(timer -> timer.id));
    private long created;

    /** One call of a handler, at a time that can be moved. */
    final class Timer {
        private final long id = created++; // tells apart those that are set to the same time
        private final LoopHandler handler;
        private long time;

        Timer(LoopHandler handler) {
            this.handler = handler;
        }

        /** Has the handler called once, at {@code time} and not at the time set before. */
        void set(long time) {
            cancel();
            this.time = time;
            pending.add(this);
        }

        void cancel() {
            pending.remove(this);
        }
    }

    /** Takes out the handler whose time came first, or null if that is later than {@code now}. */
    LoopHandler due(long now) {
        return pending.isEmpty() || pending.first().time > now ? null : pending.pollFirst().handler;
    }

    /** How long a selection may wait, in milliseconds as it takes them: at least 1, or 0 for ever. */
    long timeout(long now) {
        return pending.isEmpty() ? 0 : Math.max(1, (pending.first().time - now + 999_999) / 1_000_000);
    }
}
