package expserver.pitfalls;

import static java.nio.channels.SelectionKey.OP_READ;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.Selector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong when the thread that selects or reads is interrupted. */
@Timeout(60)
class InterruptTest {
    private final Selector selector = Selector.open();
    private final Peers peers = Peers.connect();

    InterruptTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        Thread.interrupted();
        selector.close();
        peers.close();
    }

    @Test
    void anInterruptedThreadSelectsWithoutWaiting() throws IOException {
        peers.server().register(selector, OP_READ);
        Thread.currentThread().interrupt();
        for (int i = 0; i < 1_000; i++) assertEquals(0, selector.select()); // would wait for ever

        assertTrue(Thread.interrupted()); // clears the flag
        long start = System.nanoTime();
        assertEquals(0, selector.select(50));
        assertTrue(System.nanoTime() - start >= 50_000_000); // this one waits
    }

    @Test
    void anInterruptClosesTheChannelOfABlockingRead() throws IOException {
        Thread.currentThread().interrupt();
        assertThrows(ClosedByInterruptException.class, () -> peers.client().read(ByteBuffer.allocate(16)));
        assertFalse(peers.client().isOpen());

        assertEquals(0, peers.server().write(ByteBuffer.allocate(0))); // non-blocking: no such thing
        assertTrue(peers.server().isOpen());
    }
}
