package expserver.pitfalls;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** What goes wrong between a selector, its keys and their channels. */
@Isolated("a process that another test starts holds copies of all sockets until it runs its program")
@Timeout(60)
class KeysTest {
    private final Selector selector = Selector.open();
    private final Peers peers = Peers.connect();
    private final SocketChannel server = peers.server();
    private final SocketChannel client = peers.client();

    KeysTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        selector.close();
        peers.close();
    }

    @Test
    void aSelectorTakesNoBlockingChannel() throws IOException {
        assertTrue(client.isBlocking()); // every channel is at first, and so is what accept() returns
        assertThrows(IllegalBlockingModeException.class, () -> client.register(selector, OP_READ));

        server.register(selector, OP_READ);
        assertThrows(IllegalBlockingModeException.class, () -> server.configureBlocking(true));
    }

    @Test
    void aCancelledKeyStaysRegisteredUntilTheNextSelection() throws IOException {
        server.register(selector, OP_READ).cancel();
        assertThrows(CancelledKeyException.class, () -> server.register(selector, OP_READ));

        selector.selectNow();
        assertTrue(server.register(selector, OP_READ).isValid());
    }

    @Test
    void aKeyWhoseChannelAHandlerHasClosedAnswersNoQuestion() throws IOException {
        SelectionKey key = server.register(selector, OP_READ | OP_WRITE);
        selector.select();
        server.close(); // as a handler of the read event does at the end of input
        assertThrows(CancelledKeyException.class, key::isWritable);
        assertFalse(key.isValid());
    }

    @Test
    void aSelectedKeyThatIsNotRemovedComesUpAgain() throws IOException {
        ServerSocketChannel listener = listener();
        SocketChannel.open(listener.getLocalAddress()).close();
        selector.select();
        listener.accept().close();

        server.register(selector, OP_WRITE); // the next event is another channel's
        selector.select();
        assertTrue(selector.selectedKeys().contains(listener.keyFor(selector)));
        assertNull(listener.accept());
        listener.close();
    }

    @Test
    void anActionMayNotSelect() throws IOException {
        server.register(selector, OP_WRITE);
        int ready = selector.select(
                key -> assertThrows(IllegalStateException.class, () -> selector.selectNow()));
        assertEquals(1, ready);
    }

    @Test
    void anExceptionInTheActionSkipsTheRestOfTheTurn() throws IOException {
        client.configureBlocking(false);
        for (SocketChannel channel : List.of(server, client)) channel.register(selector, OP_WRITE);
        List<SelectionKey> called = new ArrayList<>();
        assertThrows(IllegalStateException.class, () -> selector.select(key -> {
            called.add(key);
            throw new IllegalStateException("a bug in a handler");
        }));
        assertEquals(1, called.size()); // of two that are ready
    }

    @Test
    void aSelectionThatWaitsDoesNotSeeANewInterest() throws Exception {
        FutureTask<Integer> selection = new FutureTask<>(selector::select);
        Thread loop = new Thread(selection);
        loop.start();
        await().until(() -> loop.getStackTrace().length > 0 && loop.getStackTrace()[0].isNativeMethod());

        server.register(selector, OP_WRITE); // an idle socket is writable at once
        assertThrows(TimeoutException.class, () -> selection.get(200, TimeUnit.MILLISECONDS));

        selector.wakeup();
        assertEquals(0, selection.get());
        assertEquals(1, selector.select());
    }

    @Test
    void aClosedListenerKeepsItsPortUntilTheNextSelection() throws IOException {
        ServerSocketChannel listener = listener();
        SocketAddress address = listener.getLocalAddress();
        listener.close();
        SocketChannel.open(address).close(); // connects
        assertThrows(BindException.class, () -> ServerSocketChannel.open().bind(address));

        selector.selectNow();
        assertThrows(ConnectException.class, () -> SocketChannel.open(address));
    }

    @Test
    void aClosedSelectorLeavesItsChannelsOpen() throws IOException {
        SelectionKey key = server.register(selector, OP_READ);
        selector.close();
        assertFalse(key.isValid());
        assertTrue(server.isOpen());
        assertEquals(6, server.write(ByteBuffer.wrap("hello\n".getBytes())));
    }

    private ServerSocketChannel listener() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open().bind(Peers.anyPort());
        listener.configureBlocking(false);
        assertNotNull(listener.register(selector, OP_ACCEPT));
        return listener;
    }
}
