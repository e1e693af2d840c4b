package expserver.specs;

import java.io.IOException;
import java.time.Duration;

/** Of three clients one closes, and one resets with replies on their way; the third is served, and a newcomer. */
public final class ErrorHandling implements Spec {
    private static final byte[] LINE = "still there?\n".getBytes();
    private static final int LINES_AFTER = 50;
    private static final Duration APART = Duration.ofMillis(2); // a busy system takes its time to tell of the reset
    private static final long ON_THE_WAY = 1 << 20; // bytes: few enough that no server blocks before the reset

    @Override
    public String name() {
        return "error handling";
    }

    @Override
    public void exercise(Server server) throws IOException {
        try (Client staying = new Client(server.address())) {
            staying.roundTrip(LINE);
            try (Client resetting = new Client(server.address())) {
                resetting.roundTrip(LINE);
                try (Client closing = new Client(server.address())) {
                    closing.roundTrip(LINE);
                }
                resetting.flood(ON_THE_WAY, Duration.ofMillis(500), Client.PATIENCE);
                resetting.expectFloodReply(); // so the server has read some of it, and more replies follow
                resetting.reset();
            }
            for (int i = 0; i < LINES_AFTER; i++) {
                staying.roundTrip(LINE);
                Pause.of(APART);
            }
        }
        try (Client newcomer = new Client(server.address())) {
            newcomer.roundTrip(LINE);
        }
    }
}
