package expserver.specs;

import java.io.IOException;
import java.time.Duration;

/** A client sends up to 4 GiB and reads nothing; when no more bytes move, a second client wants one reply. */
public final class NonBlockingServer implements Spec {
    private static final long OFFERED = 4L << 30; // bytes
    private static final Duration STALL = Duration.ofMillis(500);
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "non-blocking server";
    }

    @Override
    public void exercise(Server server) throws IOException {
        try (Client silent = new Client(server.address())) {
            long taken = silent.flood(OFFERED, STALL, AT_MOST);
            try (Client second = new Client(server.address())) {
                second.roundTrip("hello world\n".getBytes());
            } catch (SpecFailure failure) {
                throw failure.after(
                        "a first client sent %,d bytes and read nothing; then a second".formatted(taken));
            }
        }
    }
}
