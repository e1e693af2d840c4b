package expserver.specs;

import java.io.IOException;
import java.time.Duration;

/** A client to which a server comes to owe more than the kernel holds; throws {@link NotMeasured} but on Linux. */
final class Creditor {
    private static final int LINE = 1024; // of a flood
    private static final int[] PIECES = {16 * LINE, 4 * LINE}; // a server may have little memory for a client
    private static final int SPARE = 128 * LINE;
    private static final Duration STALL = Duration.ofMillis(300);

    private final Subject subject;
    private final Client client;

    Creditor(Subject subject, Client client) {
        this.subject = subject;
        this.client = client;
        subject.usage();
    }

    /**
     * Has the server take all that the client sends, {@code atMost} bytes at first, and more replies wait than the kernel
     * takes: the others are in its own memory, and lost if it closes.
     */
    void lend(long atMost) throws IOException {
        fillQueue(atMost);
        long queued = queued(settled());
        if (queued == 0)
            throw new NotMeasured("the kernel has taken all replies; none is left to the server");
        subject.note("%,d bytes in its own queue".formatted(queued));
    }

    private void fillQueue(long atMost) throws IOException {
        long sent = client.flood(atMost, STALL, Client.PATIENCE);
        long full = settled().replies();
        readUntilAllIsTaken();
        client.flood(LINE - sent % LINE, STALL, Client.PATIENCE);
        for (int piece : PIECES) {
            long room = (full - settled().replies()) / LINE * LINE;
            client.flood(room - SPARE, STALL, Client.PATIENCE);
            if (overfills(piece)) return;
            readUntilAllIsTaken();
        }
    }

    /** Sends pieces until the server takes one whose replies the kernel does not; false if it takes only a part. */
    private boolean overfills(int piece) throws IOException {
        while (true) {
            client.flood(piece, STALL, Client.PATIENCE);
            Underway underway = settled();
            if (underway.unread() > 0) return false;
            if (queued(underway) > 0) return true;
        }
    }

    private void readUntilAllIsTaken() throws IOException {
        long end = System.nanoTime() + Client.PATIENCE.toNanos();
        while (settled().unread() > 0) {
            for (int i = 0; i < 512 && client.owed() >= LINE; i++) client.expectFloodReply();
            if (System.nanoTime() > end) {
                throw new SpecFailure(Symptom.NO_REPLY,
                        "the client has read for %d s, and the server does not take"
                                .formatted(Client.PATIENCE.toSeconds()) + " all that it sent");
            }
        }
    }

    /** What is underway when the server has taken all and nothing moves, or when it holds the client back. */
    private Underway settled() {
        long end = System.nanoTime() + STALL.toNanos();
        Underway before = underway();
        while (true) {
            Pause.of(Duration.ofMillis(20)); // for replies on their way from the server's memory to the kernel
            Underway underway = underway();
            boolean still = underway.equals(before);
            if (underway.unread() == 0 ? still : System.nanoTime() > end) return underway;
            before = underway;
        }
    }

    private Underway underway() {
        try {
            return client.underway();
        } catch (IOException e) {
            throw new SpecFailure(Symptom.CLOSED, e.getMessage());
        }
    }

    /** How many bytes of replies the server owes that the kernel does not hold. */
    private long queued(Underway underway) {
        return client.owed() - underway.replies();
    }
}
