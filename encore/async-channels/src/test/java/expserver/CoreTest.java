package expserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.SpecFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aPortThatIsTakenIsNamedAndTheCoreGoesOn() throws IOException {
        InetSocketAddress address = core.listen(ANY_PORT).address();
        IOException taken = assertThrows(IOException.class, () -> core.listen(address));
        assertTrue(taken.getMessage().contains("127.0.0.1:" + address.getPort()), taken.getMessage());
        run(core);
        roundTrip(address);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHandlerThatThrowsIsToldAndTheOthersAreServed(boolean error) throws Exception {
        InetSocketAddress address = core.listen(ANY_PORT).address();
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        AsynchronousServerSocketChannel broken = AsynchronousServerSocketChannel.open(core.group)
                .bind(ANY_PORT);
        broken.accept(told, new Completion<>("accepted", (t, client) -> {
            if (error) throw new AssertionError("a bug");
            throw new IllegalStateException("a bug");
        }, CompletableFuture::complete));
        new Client((InetSocketAddress) broken.getLocalAddress()).close();
        assertEquals("a bug", told.get(5, TimeUnit.SECONDS).getMessage());
        roundTrip(address);
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
