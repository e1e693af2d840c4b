package expserver.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has connections talk, first to warm up, then for the measured time, then until all is answered. */
final class Run {
    private static final long LONGEST_TURN = TimeUnit.MILLISECONDS.toNanos(100);

    private final Loop loop;
    private final Patience patience;
    private final List<? extends Asker> askers;
    private long nextLook = System.nanoTime();

    Run(Loop loop, Patience patience, List<? extends Asker> askers) {
        this.loop = loop;
        this.patience = patience;
        this.askers = askers;
    }

    void until(long time) throws IOException {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) turn(left);
    }

    /** Returns when nothing is owed. */
    void toTheLastReply() throws IOException {
        while (askers.stream().anyMatch(asker -> asker.waitingSince() != -1)) turn(LONGEST_TURN);
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
