package expserver.bench;

import java.time.Duration;

/** How long to wait for something that the server owes. */
record Patience(Duration time) {
    boolean isOver(long since) {
        return System.nanoTime() - since > time.toNanos();
    }

    @Override
    public String toString() {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
