package expserver.specs;

import java.io.IOException;
import java.time.Duration;

/** A client sends up to 4 GiB and reads nothing; whenever no more bytes move, a second client wants one reply. */
public final class NonBlockingServer implements Spec {
    private static final long OFFERED = 4L << 30; // bytes
    private static final Duration STALL = Duration.ofMillis(500);
    private static final byte[] HELLO = "hello world\n".getBytes();

    @Override
    public String name() {
        return "non-blocking server";
    }

    @Override
    public void exercise(Server server) throws IOException {
        long end = System.nanoTime() + Client.UNTIL_FULL.toNanos();
        try (Client silent = new Client(server.address())) {
            long taken = silent.flood(OFFERED, STALL, Client.UNTIL_FULL);
            try (Client second = new Client(server.address())) {
                long moved;
                do {
                    second.roundTrip(HELLO);
                    moved = silent.flood(OFFERED - taken, STALL, Duration.ofNanos(end - System.nanoTime()));
                    taken += moved;
                } while (moved > 0); // so it was slow for a while, and nobody knows yet what it does when it is full
            } catch (SpecFailure failure) {
                throw failure.after(
                        "a first client sent %,d bytes and read nothing; then a second".formatted(taken));
            }
        }
    }
}
