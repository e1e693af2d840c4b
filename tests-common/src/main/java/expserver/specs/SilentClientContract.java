package expserver.specs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What {@code expserver.Main} on the class path owes others: a client that does not read is held back and costs little. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
public abstract class SilentClientContract {
    private static final long MIB = 1 << 20;
    private static final Duration STALL = Duration.ofMillis(500);
    private static final byte[] HELLO = "hello\n".getBytes();

    private final ServerProcess server = ServerProcess
            .start(ServerProcess.java(System.getProperty("java.class.path"), List.of("0")), 1);
    private final InetSocketAddress address = server.server().addresses().get(0);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readingStopsAboveTheHighWaterMarkAndResumesWhenTheClientReads() throws IOException {
        try (Client client = new Client(address)) {
            long offered = 64 * MIB;
            long taken = client.flood(offered, STALL, Client.PATIENCE);
            assertTrue(taken < offered / 2, "the server has read on: " + taken);

            client.expectFloodReplies();
            assertTrue(client.flood(MIB, STALL, Client.PATIENCE) == MIB, "the server does not read again");
        }
    }

    @Test
    void everyByteArrivesWhenASlowClientFinallyReads() throws IOException {
        try (Client client = new Client(address)) {
            for (int i = 0; i < 3; i++) {
                client.flood(64 * MIB, STALL, Client.PATIENCE);
                client.expectFloodReplies();
            }
            client.flood(MIB + 1, STALL, Client.PATIENCE);
            client.halfClose();
            client.expectFloodReplies();
            client.expectEnd();
        }
    }

    @Test
    void fourGibibytesOfferedLeaveTheServerAliveAndSmall() throws IOException {
        long before = server.residentBytes();
        try (Client silent = new Client(address)) {
            silent.flood(4096 * MIB, STALL, Client.PATIENCE);
            long grown = server.residentBytes() - before;
            assertTrue(grown < 64 * MIB, "grown by " + grown);
            roundTrip();
        }
    }

    @Test
    void anIdleAndAStalledConnectionCostNoCpu() throws Exception {
        try (Client idle = new Client(address); Client silent = new Client(address)) {
            idle.roundTrip(HELLO);
            silent.flood(64 * MIB, STALL, Client.PATIENCE);
            double share = server.cpuShare(Duration.ofSeconds(3));
            assertTrue(share < 0.03, "share of a CPU: " + share);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX,
            disabledReason = "only Linux tells when the server has read all")
    void aClientThatHalfClosesBeforeItReadsCostsNoCpu() throws Exception {
        try (Client client = new Client(address)) {
            client.flood(64 * MIB, STALL, Client.PATIENCE);
            while (client.underway().unread() > 0) { // until what is owed fits the write queue
                for (int i = 0; i < 64; i++) client.expectFloodReply();
            }
            client.halfClose();
            double share = server.cpuShare(Duration.ofSeconds(3));
            assertTrue(share < 0.03, "share of a CPU: " + share);
            client.expectFloodReplies();
            client.expectEnd();
        }
    }

    @Test
    void hundredClientsThatNeverReadLeaveSixteenOthersAnswered() throws Exception {
        List<Client> silent = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Callable<Long>> floods = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Client client = new Client(address);
                silent.add(client);
                floods.add(() -> client.flood(64 * MIB, STALL, Client.PATIENCE));
            }
            for (Future<Long> flood : threads.invokeAll(floods)) assertTrue(flood.get() < 64 * MIB);
            for (int i = 0; i < 16; i++) roundTrip();
        } finally {
            threads.shutdownNow();
            for (Client client : silent) client.close();
        }
    }

    @Test
    void theResetOfAClientThatIsHeldBackIsNoticed() throws IOException {
        try (Client silent = new Client(address)) {
            silent.flood(64 * MIB, STALL, Client.PATIENCE);
            assertFalse(closed());
            silent.reset();
            await().until(this::closed);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX,
            disabledReason = "only Linux tells when the server has read all")
    void onSigtermWhatTheKernelHasTakenArrivesWhole() throws IOException {
        try (Client client = new Client(address, 4096)) {
            assertEquals(MIB / 2, client.flood(MIB / 2, STALL, Client.PATIENCE));
            await().until(() -> client.underway().unread() == 0);
            server.signal("TERM");
            assertEquals(Optional.of(143), server.exitStatus(Client.PATIENCE));

            client.expectFloodReplies();
            client.expectEnd();
        }
    }

    private boolean closed() {
        return server.tail().stream().anyMatch(line -> line.endsWith(" closed"));
    }

    private void roundTrip() throws IOException {
        try (Client client = new Client(address)) {
            client.roundTrip(HELLO);
        }
    }
}
