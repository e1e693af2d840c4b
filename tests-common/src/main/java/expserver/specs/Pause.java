package expserver.specs;

import java.time.Duration;

/** Time that passes because it is part of a fault: a slow client, a stopped process, a measurement. */
final class Pause {
    private Pause() {
    }

    static void of(Duration time) {
        try {
            Thread.sleep(Math.max(0, time.toMillis()));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted during a fault", e);
        }
    }
}
