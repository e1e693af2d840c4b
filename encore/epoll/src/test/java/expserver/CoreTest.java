package expserver;

import static java.nio.channels.SelectionKey.OP_READ;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import expserver.specs.SpecFailure;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** The kernel refuses it as it might refuse any client, with ENOSPC; the listener has accepted it by then. */
    @Test
    void aClientOfWhichNoConnectionCanBeMadeIsClosed() throws IOException, ReflectiveOperationException {
        Listener listener = core.listen(ANY_PORT);
        Field epoll = Loop.class.getDeclaredField("epoll");
        epoll.setAccessible(true);
        int descriptor = epoll.getInt(core.loop);
        epoll.setInt(core.loop, -1);
        try (Client client = new Client(listener.address())) {
            await().untilAsserted(() -> assertThrows(IOException.class, listener::onReadable));
            client.expectEnd();
        } finally {
            epoll.setInt(core.loop, descriptor);
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
        Socket broken = Socket.listen(ANY_PORT, 1);
        InetSocketAddress brokenAddress = broken.address();
        core.loop.attach(broken, OP_READ, new LoopHandler() {
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

    @Test
    void aHandlerThatIsAlwaysReadyDoesNotStarveTheRest() throws IOException {
        InetSocketAddress address = core.listen(ANY_PORT).address();
        Socket greedy = Socket.listen(ANY_PORT, 1);
        AtomicBoolean enough = new AtomicBoolean();
        core.loop.attach(greedy, OP_READ, new LoopHandler() {
            @Override
            public void onReadable() throws IOException {
                if (enough.get()) greedy.close(); // until then it accepts nobody, and the socket stays readable
            }

            @Override
            public void onClosed(Exception cause) {
            }
        });
        run(core);
        Client waiting = new Client(greedy.address());
        try {
            for (int i = 0; i < 100; i++) roundTrip(address);
        } finally {
            enough.set(true);
            waiting.close();
        }
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
