package expserver;

import static java.net.StandardSocketOptions.SO_SNDBUF;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import expserver.specs.SpecFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A connection on which no byte moves for a second is ended. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class IdleLimitTest {
    private static final byte[] HELLO = "hello\n".getBytes();
    private static final Duration STEP = Duration.ofMillis(50);
    private static final long SECOND = 1_000_000_000; // nanoseconds

    private final ServerProcess server = start("--idle-timeout", "1", "--drain", "2", "0");
    private final InetSocketAddress address = server.server().addresses().get(0);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anIdleClientIsEndedAfterTheLimitAndNotBefore() throws IOException {
        try (Client idle = new Client(address)) {
            idle.roundTrip(HELLO);
            long start = System.nanoTime();
            idle.expectEnd();
            long lasted = System.nanoTime() - start;
            assertTrue(lasted > SECOND * 9 / 10 && lasted < 2 * SECOND, "ended after ns: " + lasted);
        }
    }

    @Test
    void aClientThatHasNeverSentIsEnded() throws IOException {
        try (Client idle = new Client(address)) {
            idle.expectEnd();
        }
    }

    @Test
    void aClientThatSendsIsNotEnded() throws Exception {
        try (Client active = new Client(address)) {
            byte[] piece = {'x'};
            for (long end = System.nanoTime() + 3 * SECOND; System.nanoTime() < end; Thread
                    .sleep(STEP.toMillis()))
                active.send(piece); // no reply to it for lack of a newline
            active.send(new byte[]{'\n'});
            active.expect(piece, piece);
        }
    }

    /** Little fits between the two, and less than the high-water mark is sent: it is read at once, and then owed. */
    @Test
    void aClientThatOnlyReceivesIsNotEnded() throws Exception {
        InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
        Limits limits = new Limits(10, Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (Core core = new Core(limits);
                ServerSocketChannel listener = ServerSocketChannel.open().bind(any);
                Client slow = new Client((InetSocketAddress) listener.getLocalAddress(), 4096)) {
            SocketChannel accepted = listener.accept().setOption(SO_SNDBUF, 4096);
            core.loop.execute(() -> connect(core, accepted));
            new Thread(() -> run(core)).start();

            slow.flood(60 * 1024, Client.PATIENCE, Client.PATIENCE);
            for (int i = 0; i < 60; i++, Thread.sleep(STEP.toMillis())) slow.expectFloodReply(); // slowness is the point
            slow.roundTrip(HELLO);
        }
    }

    @Test
    void aClientThatReadsNothingIsClosedWithWhatItIsOwed() throws IOException {
        try (Client silent = new Client(address)) {
            silent.flood(64 << 20, Duration.ofMillis(500), Client.PATIENCE);
            await().until(() -> logs("has not taken the "));
            await().until(() -> logs(" closed"));
        }
    }

    @Test
    void aClientThatIsEndedAndStaysIsClosed() throws IOException {
        try (Client idle = new Client(address)) {
            idle.expectEnd();
            await().until(() -> logs(" closed"));
        }
    }

    @Test
    void aClientThatIsEndedAndGoesOnSendingIsClosedAtLast() throws Exception {
        try (Client idle = new Client(address)) {
            idle.expectEnd();
            await().pollInterval(STEP).untilAsserted(
                    () -> assertThrows(SpecFailure.class, () -> idle.send(HELLO), "nobody closes it"));
        }
    }

    @Test
    void anUnfinishedLineIsNotAnsweredAtTheEnd() throws IOException {
        try (Client idle = new Client(address)) {
            idle.send("whole\nunfinished".getBytes());
            idle.expect("whole\n".getBytes(), "elohw\n".getBytes());
            idle.expectEnd();
        }
    }

    @Test
    void theTimerOfAConnectionThatClosesIsCancelled() throws Exception {
        try (Core core = new Core()) {
            InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
            InetSocketAddress address = core.listen(any).address();
            Thread loop = new Thread(() -> run(core));
            loop.start();
            for (int i = 0; i < 20; i++) {
                try (Client client = new Client(address)) {
                    client.roundTrip(HELLO);
                    client.halfClose();
                    client.expectEnd();
                }
            }
            core.loop.execute(core.loop::end);
            loop.join();
            assertEquals(0, core.loop.timers.timeout(0), "a timer waits still");
        }
    }

    private static void connect(Core core, SocketChannel channel) {
        try {
            new Connection(core, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Core core) {
        try {
            core.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean logs(String text) {
        return server.tail().stream().anyMatch(line -> line.contains(text));
    }

    private static ServerProcess start(String... arguments) {
        return ServerProcess
                .start(ServerProcess.java(System.getProperty("java.class.path"), List.of(arguments)), 1);
    }
}
