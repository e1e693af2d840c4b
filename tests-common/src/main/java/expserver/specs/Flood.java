package expserver.specs;

import java.io.IOException;
import java.time.Duration;

/** So many bytes of a client's flood, and the replies to all of them. */
final class Flood {
    private static final Duration STALL = Duration.ofMillis(200);

    private final Client client;
    private final long offered;
    private long sent;

    Flood(Client client, long offered) {
        this.client = client;
        this.offered = offered;
    }

    /** Sends until all is sent or nothing moves for {@code stall}; reads nothing. */
    void send(Duration stall) throws IOException {
        sent += client.flood(offered - sent, stall, Client.PATIENCE);
    }

    /** Reads and sends in turn until all is sent and answered, then expects an orderly end. */
    void finish() throws IOException {
        while (sent < offered) {
            client.expectFloodReplies();
            long before = sent;
            send(STALL);
            if (sent == before) {
                throw new SpecFailure(Symptom.NO_REPLY,
                        "the client has read all replies to its first %,d bytes, and the"
                                .formatted(sent) + " server takes no more");
            }
        }
        client.halfClose();
        client.expectFloodReplies();
        client.expectEnd();
    }
}
