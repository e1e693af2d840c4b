package expserver.specs;

import java.io.IOException;
import java.time.Duration;

/** A client to which a server comes to owe more than the kernel holds; throws {@link NotMeasured} but on Linux. */
final class Creditor {
    private static final int LINE = 1024; // of a flood
    private static final int SPARE = 128 * LINE;
    private static final int READ_AT_ONCE = 512; // lines: who reads more at once is given a much larger buffer
    private static final int[] PIECES = {48 * LINE, 16 * LINE, 16 * LINE, 4 * LINE};
    private static final Duration STALL = Duration.ofMillis(300);
    private static final Duration TAKING = Duration.ofMillis(40); // if a server needs more, the client reads more

    private final Subject subject;
    private final Client client;

    Creditor(Subject subject, Client client) {
        this.subject = subject;
        this.client = client;
        subject.usage();
    }

    /**
     * Has the server take all that the client sends, {@code atMost} bytes at first, and more replies wait than the kernel
     * takes: the others are in its own memory, and lost if it closes. One that takes less than 4 KiB at a time, and no
     * more while it owes, cannot be brought to that.
     */
    void lend(long atMost) throws IOException {
        fillQueue(atMost);
        Underway underway = settled(STALL);
        if (underway.unread() > 0)
            throw new NotMeasured("it owes nothing but to lines that it has not taken");
        long queued = queued(underway);
        if (queued == 0)
            throw new NotMeasured("the kernel has taken all replies; none is left to the server");
        subject.note("%,d bytes in its own queue".formatted(queued));
    }

    /** Piece by piece: a server may have little memory for a client, and then takes a part of one that is large. */
    private void fillQueue(long atMost) throws IOException {
        client.flood(atMost, STALL, Client.UNTIL_FULL);
        for (int piece : PIECES) {
            long full = settled(STALL).replies();
            readUntilAllIsTaken();
            client.flood((LINE - client.owed() % LINE) % LINE, STALL, Client.PATIENCE);
            long room = (full - settled(STALL).replies()) / LINE * LINE;
            client.flood(room - SPARE, STALL, Client.PATIENCE);
            if (overfills(piece)) return;
        }
    }

    /** Sends pieces until the server takes one whose replies the kernel does not; false if it takes only a part. */
    private boolean overfills(int piece) throws IOException {
        while (true) {
            client.flood(piece, STALL, Client.PATIENCE);
            Underway underway = settled(STALL);
            if (underway.unread() > 0) return false;
            if (queued(underway) > 0) return true;
        }
    }

    private void readUntilAllIsTaken() throws IOException {
        long least = Long.MAX_VALUE;
        long end = 0;
        for (long unread = settled(TAKING).unread(); unread > 0; unread = settled(TAKING).unread()) {
            long now = System.nanoTime();
            if (unread < least) end = now + Client.PATIENCE.toNanos();
            least = Math.min(unread, least);
            if (now > end) {
                throw new SpecFailure(Symptom.NO_REPLY,
                        "the client reads on, and for %d s the server has taken nothing of what it sent"
                                .formatted(Client.PATIENCE.toSeconds()));
            }
            for (int i = 0; i < READ_AT_ONCE && client.owed() >= LINE; i++) client.expectFloodReply();
        }
    }

    /** What is underway when the server has taken all and nothing moves, or after {@code atMost} if it has not. */
    private Underway settled(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
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

    /** How many bytes of replies to whole lines the server owes that the kernel does not hold. */
    private long queued(Underway underway) {
        return client.owed() / LINE * LINE - underway.replies();
    }
}
