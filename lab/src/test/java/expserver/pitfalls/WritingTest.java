package expserver.pitfalls;

import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What goes wrong when a reply is sent. */
@Timeout(60)
class WritingTest {
    private static final int MIB = 1 << 20;

    private final Selector selector = Selector.open();
    private final Peers peers = Peers.connect();
    private final SocketChannel server = peers.server();
    private final SocketChannel client = peers.client();

    WritingTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        selector.close();
        peers.close();
    }

    @Test
    void aSocketTakesAPartOfALongReply() throws IOException {
        ByteBuffer reply = ByteBuffer.allocate(MIB);
        int taken = server.write(reply);
        assertTrue(0 < taken && taken < MIB, "taken: " + taken);
        assertEquals(MIB - taken, reply.remaining()); // the caller's to send, when the socket takes more
    }

    @Test
    void aWriteThatSpinsNeverComesBackFromASilentClient() throws IOException {
        ByteBuffer reply = ByteBuffer.allocateDirect(MIB);
        int refused = 0;
        while (reply.hasRemaining() && refused < 10_000) if (server.write(reply) == 0) refused++;
        assertEquals(10_000, refused);
    }

    @Test
    void aCloseWithUnreadInputTearsTheReply() throws IOException {
        client.write(ByteBuffer.wrap("hello\n".getBytes())); // the server does not read it
        int taken = fill();
        server.close(); // a reset: what the client has not received is thrown away
        ByteBuffer came = ByteBuffer.allocate(taken);
        assertThrows(IOException.class, () -> readAll(client, came));
        assertTrue(came.position() < taken, "the reply came whole");
    }

    @Test
    void aShutdownAndReadingToTheEndDeliverTheReply() throws IOException {
        client.write(ByteBuffer.wrap("hello\n".getBytes()));
        int taken = fill();
        server.shutdownOutput();
        ByteBuffer came = ByteBuffer.allocate(taken + 1);
        readAll(client, came);
        assertEquals(taken, came.position());
        client.close();
        readAll(server, ByteBuffer.allocate(16)); // to the end
        server.close();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells in /proc what memory a process holds")
    void aBigHeapBufferLeavesItsCopyInTheThread() throws IOException {
        ByteBuffer reply = ByteBuffer.allocate(64 * MIB);
        Arrays.fill(reply.array(), (byte) 1); // its own memory is in use before the write
        Usage process = new Usage(ProcessHandle.current().pid());
        long before = process.residentBytes();
        server.write(reply); // some KiB fit
        long grown = process.residentBytes() - before;
        assertTrue(grown > 60 * MIB, "grown by " + grown);
    }

    /** Writes until the socket takes no more, because the client does not read; returns how many bytes it took. */
    private int fill() throws IOException {
        SelectionKey key = server.register(selector, OP_WRITE);
        int taken = 0;
        while (selector.select(ready -> {}, 200) > 0) taken += server.write(ByteBuffer.allocate(MIB));
        key.cancel();
        selector.selectNow(); // a registered channel that is closed keeps its socket until the next selection
        return taken;
    }

    private static void readAll(SocketChannel channel, ByteBuffer came) throws IOException {
        while (channel.read(came) > 0);
    }
}
