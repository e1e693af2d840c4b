package expserver.specs;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Waits for a condition, or for a client on another thread. */
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

    /** What a client that runs on another thread returns; throws what it throws. */
    static <T> T result(Future<T> client) throws IOException {
        try {
            return client.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SpecFailure failure) throw failure;
            throw new IOException("a client failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while clients talk", e);
        }
    }
}
