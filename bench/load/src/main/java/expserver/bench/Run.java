package expserver.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keeps the loop turning, on schedule where there is one, and sees that no reply is late. */
final class Run {
    private static final long LONGEST_TURN = TimeUnit.MILLISECONDS.toNanos(100);

    private final Loop loop;
    private final Patience patience;
    private final List<? extends Asker> askers;
    final Schedule schedule; // null in a closed loop
    private long nextLook = System.nanoTime();

    Run(Loop loop, Patience patience, List<? extends Asker> askers, Schedule schedule) {
        this.loop = loop;
        this.patience = patience;
        this.askers = askers;
        this.schedule = schedule;
    }

    void until(long time) throws IOException {
        for (long now = System.nanoTime(); now - time < 0; now = System.nanoTime()) {
            if (schedule != null) schedule.sendDue(now);
            long wake = schedule != null && schedule.next() - time < 0 ? schedule.next() : time;
            turn(wake - now);
        }
        if (schedule != null) schedule.sendDue(time); // due since the last turn
    }

    /** Returns when nothing is owed. */
    void toTheLastReply() throws IOException {
        long start = System.nanoTime();
        while (askers.stream().anyMatch(asker -> asker.waitingSince() != -1)) {
            turn(LONGEST_TURN);
            if (!patience.isOver(start)) continue;
            lookForLateReplies();
            throw new IOException("%s: replies are owed %s after the last line was due"
                    .formatted(loop, patience));
        }
    }

    private void turn(long nanos) throws IOException {
        loop.turn(Math.min(nanos, LONGEST_TURN));
        if (System.nanoTime() - nextLook > 0) lookForLateReplies();
    }

    private void lookForLateReplies() throws IOException {
        nextLook = System.nanoTime() + LONGEST_TURN;
        for (Asker asker : askers) {
            long since = asker.waitingSince();
            if (since != -1 && patience.isOver(since))
                throw new IOException("%s to %s: no reply for %s".formatted(asker, loop, patience));
        }
    }
}
