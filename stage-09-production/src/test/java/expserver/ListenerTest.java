package expserver;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.specs.Client;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListenerTest {
    /** The loop does not run: its time stands still, and the test calls what it would call. */
    @Test
    void aPauseIsNotCutShortByAConnectionThatOpensOrCloses() throws Exception {
        try (Core core = new Core()) {
            Listener paused = core.listen(new InetSocketAddress("127.0.0.1", 0));
            Listener other = core.listen(new InetSocketAddress("127.0.0.1", 0));
            paused.onClosed(new IOException("no descriptor is left"));
            new Client(other.address()).close();
            await().until(() -> accepts(other, core));
            assertEquals(0, key(paused).interestOps(), "interest after a connection has opened");
            assertEquals(OP_ACCEPT, key(other).interestOps());

            core.connections.iterator().next().close();
            assertEquals(0, key(paused).interestOps(), "interest after it has closed");
        }
    }

    private static boolean accepts(Listener listener, Core core) throws IOException {
        listener.onReadable();
        return !core.connections.isEmpty();
    }

    private static SelectionKey key(Listener listener) throws ReflectiveOperationException {
        Field key = Listener.class.getDeclaredField("key");
        key.setAccessible(true);
        return (SelectionKey) key.get(listener);
    }
}
