package expserver;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import expserver.specs.SpecFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("a process that another test starts holds copies of all sockets until it runs its program")
@Timeout(30)
class CoreTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
    private static final byte[] HELLO = "hello\n".getBytes();

    private final Core core = new Core();

    CoreTest() throws IOException {
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void twoCoresLiveInOneProcess() throws Exception {
        InetSocketAddress address = core.listen(ANY_PORT).address();
        FutureTask<Void> running = run(core);
        try (Core other = new Core()) {
            InetSocketAddress otherAddress = other.listen(ANY_PORT).address();
            FutureTask<Void> otherRunning = run(other);
            roundTrip(address);
            roundTrip(otherAddress);

            core.close();
            running.get(5, TimeUnit.SECONDS);
            roundTrip(otherAddress);
            assertFalse(otherRunning.isDone());
        }
    }

    @Test
    void aClosedCoreHasFreedItsPortsAndClosedItsConnections() throws IOException {
        InetSocketAddress address = core.listen(ANY_PORT).address();
        run(core);
        try (Client client = new Client(address)) {
            client.roundTrip(HELLO);
            core.close();
            client.expectEnd();
        }
        assertTrue(core.connections.isEmpty());
        assertThrows(SpecFailure.class, () -> new Client(address), "the port still accepts");
        try (Core next = new Core()) {
            next.listen(address);
        }
    }

    @Test
    void aSignalClosesTheConnections() throws IOException {
        List<String> java = ServerProcess.java(System.getProperty("java.class.path"), List.of("0"));
        try (ServerProcess server = ServerProcess.start(java, 1);
                Client client = new Client(server.server().addresses().get(0))) {
            client.roundTrip(HELLO);
            server.signal("TERM");
            assertEquals(Optional.of(143), server.exitStatus(Client.PATIENCE));
            assertTrue(server.describe().endsWith(" closed"), server::describe);
        }
    }

    @Test
    void aListenerWithNobodyWaitingAcceptsNobody() throws IOException {
        core.listen(ANY_PORT).onReadable();
        assertTrue(core.connections.isEmpty());
    }

    /** The selector refuses it as it might refuse any client; the listener has accepted it by then. */
    @Test
    void aClientOfWhichNoConnectionCanBeMadeIsClosed() throws IOException {
        Listener listener = core.listen(ANY_PORT);
        try (Client client = new Client(listener.address())) {
            core.loop.close();
            await().untilAsserted(() -> assertThrows(ClosedSelectorException.class, listener::onReadable));
            client.expectEnd();
        }
        assertTrue(core.connections.isEmpty());
    }

    @Test
    void aPortThatIsTakenIsNamedAndTheCoreGoesOn() throws IOException {
        InetSocketAddress address = core.listen(ANY_PORT).address();
        IOException taken = assertThrows(IOException.class, () -> core.listen(address));
        assertTrue(taken.getMessage().contains("127.0.0.1:" + address.getPort()), taken.getMessage());
        run(core);
        roundTrip(address);
    }

    @Test
    void aHandlerThatThrowsIsToldAndTheOthersAreServed() throws Exception {
        InetSocketAddress address = core.listen(ANY_PORT).address();
        CompletableFuture<Exception> told = new CompletableFuture<>();
        ServerSocketChannel broken = ServerSocketChannel.open().bind(ANY_PORT);
        InetSocketAddress brokenAddress = (InetSocketAddress) broken.getLocalAddress();
        core.loop.attach(broken, OP_ACCEPT, new LoopHandler() {
            @Override
            public void onReadable() throws IOException {
                broken.accept();
                throw new IllegalStateException("a bug");
            }

            @Override
            public void onClosed(Exception cause) {
                told.complete(cause);
            }
        });
        run(core);
        new Client(brokenAddress).close();
        assertEquals("a bug", told.get(5, TimeUnit.SECONDS).getMessage());
        roundTrip(address);
        core.close();
        broken.close();
    }

    private static void roundTrip(InetSocketAddress address) throws IOException {
        try (Client client = new Client(address)) {
            client.roundTrip(HELLO);
        }
    }

    private static FutureTask<Void> run(Core core) {
        FutureTask<Void> run = new FutureTask<>(() -> {
            core.run();
            return null;
        });
        new Thread(run).start();
        return run;
    }
}
