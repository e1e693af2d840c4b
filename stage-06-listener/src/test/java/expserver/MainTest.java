package expserver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30) // a turn without an event waits for ever
class MainTest {
    private final List<Client> clients = new ArrayList<>();

    @BeforeEach
    void listenOnTwoPorts() throws IOException {
        Main.selector = Selector.open();
        for (int i = 0; i < 2; i++) Main.listeners.add(new Listener(new InetSocketAddress("127.0.0.1", 0)));
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Client client : clients) client.close();
        for (Listener listener : Main.listeners) listener.channel.close();
        for (Connection connection : List.copyOf(Main.connections)) connection.close();
        Main.listeners.clear();
        Main.selector.close();
    }

    @Test
    void theLoopFindsTheObjectOfAnEventAmongListenersAndConnections() throws IOException {
        for (int i = 0; i < 6; i++) connect(Main.listeners.get(i % 2));

        assertEquals(6, Main.connections.size());
        for (Listener listener : Main.listeners) {
            SelectionKey key = listener.channel.keyFor(Main.selector);
            assertSame(listener, Main.listenerOf(key));
            assertNull(Main.connectionOf(key));
        }
        for (Connection connection : Main.connections) {
            SelectionKey key = connection.channel.keyFor(Main.selector);
            assertSame(connection, Main.connectionOf(key));
            assertNull(Main.listenerOf(key));
        }
    }

    @Test
    void anEventGoesToItsOwnConnection() throws IOException {
        Client first = connect(Main.listeners.get(0));
        Client second = connect(Main.listeners.get(0));
        for (Client client : List.of(second, first, second)) {
            client.send("hello\n".getBytes());
            Main.turn();
            client.expect("hello\n".getBytes(), "olleh\n".getBytes());
        }
    }

    @Test
    void aConnectionWhoseHandlerThrowsIsClosedAndTheOthersAreServed() throws Exception {
        Client broken = connect(Main.listeners.get(0));
        Client healthy = connect(Main.listeners.get(0));
        Field key = Connection.class.getDeclaredField("key");
        key.setAccessible(true);
        key.set(Main.connections.get(0), null); // a bug: its send throws NullPointerException

        broken.send("hello\n".getBytes());
        Main.turn();
        broken.expectEnd();
        healthy.send("hello\n".getBytes());
        Main.turn();
        healthy.expect("hello\n".getBytes(), "olleh\n".getBytes());
    }

    @Test
    void aListenerWithNobodyWaitingAcceptsNobody() throws IOException {
        Main.listeners.get(0).onReadable();
        assertTrue(Main.connections.isEmpty());
    }

    /** The selector refuses it as it might refuse any client; the listener has accepted it by then. */
    @Test
    void aClientOfWhichNoConnectionCanBeMadeIsClosed() throws IOException {
        Listener listener = Main.listeners.get(0);
        try (Client client = new Client(listener.address())) {
            Main.selector.close();
            await().untilAsserted(() -> assertThrows(ClosedSelectorException.class, listener::onReadable));
            client.expectEnd();
        }
        assertTrue(Main.connections.isEmpty());
    }

    @Test
    void aClosedConnectionIsForgotten() throws IOException {
        connect(Main.listeners.get(0)).close();
        Main.turn();
        assertTrue(Main.connections.isEmpty());
    }

    private Client connect(Listener listener) throws IOException {
        Client client = new Client((InetSocketAddress) listener.channel.getLocalAddress());
        clients.add(client);
        Main.turn();
        return client;
    }
}
