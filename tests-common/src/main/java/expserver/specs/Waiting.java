package expserver.specs;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition. */
final class Waiting {
    private Waiting() {
    }

    /** Whether the condition holds within {@code atMost}; asked every 10 ms. */
    static boolean until(BooleanSupplier condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) return false;
            Pause.of(Duration.ofMillis(10));
        }
        return true;
    }
}
