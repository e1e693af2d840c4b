package expserver.pitfalls;

import static java.net.StandardSocketOptions.SO_LINGER;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong when a connection asks for the wrong events. */
@Timeout(60)
class InterestTest {
    private final Selector selector = Selector.open();
    private final Peers peers = Peers.connect();
    private final SocketChannel server = peers.server();
    private final SocketChannel client = peers.client();

    InterestTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        selector.close();
        peers.close();
    }

    /** How many keys are ready, waiting for one if need be. */
    private int select() throws IOException {
        return selector.select(key -> {}, 5_000);
    }

    /** How many keys are ready. */
    private int selectNow() throws IOException {
        return selector.selectNow(key -> {});
    }

    @Test
    void anIdleSocketIsAlwaysWritable() throws IOException {
        SelectionKey key = server.register(selector, OP_READ | OP_WRITE);
        for (int i = 0; i < 1_000; i++) assertEquals(1, select()); // and nobody sends a byte

        key.interestOps(OP_READ);
        assertEquals(0, selectNow());
    }

    @Test
    void theEndOfInputIsReadableForEver() throws IOException {
        SelectionKey key = server.register(selector, OP_READ);
        client.shutdownOutput();
        for (int i = 0; i < 1_000; i++) {
            assertEquals(1, select());
            assertEquals(-1, server.read(ByteBuffer.allocate(16)));
        }

        key.interestOps(0);
        assertEquals(0, selectNow());
    }

    @Test
    void aFullBufferReadsNothingAndLeavesTheSocketReadable() throws IOException {
        server.register(selector, OP_READ);
        client.write(ByteBuffer.wrap("hello\n".getBytes()));
        ByteBuffer full = ByteBuffer.allocate(16).position(16);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(1, select());
            assertEquals(0, server.read(full));
        }

        assertEquals(6, server.read(full.clear()));
        assertEquals(0, server.read(full)); // room, and nothing to read
    }

    @Test
    void whoAsksForNothingIsNotToldOfAReset() throws IOException {
        SelectionKey key = server.register(selector, 0);
        client.setOption(SO_LINGER, 0).close(); // a reset
        assertEquals(0, selector.select(200));
        assertTrue(server.isOpen() && server.isConnected());

        key.interestOps(OP_WRITE);
        assertEquals(1, select());
        assertThrows(IOException.class, () -> server.write(ByteBuffer.allocate(1)));
    }
}
