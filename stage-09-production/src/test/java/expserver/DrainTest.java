package expserver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import expserver.specs.SpecFailure;
import expserver.specs.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a signal does: each connection ends after a whole reply, and the process soon after. */
@Timeout(60)
class DrainTest {
    private static final byte[] HELLO = "hello\n".getBytes();
    private static final Duration STALL = Duration.ofMillis(500);
    private static final int MIB = 1 << 20;

    private final List<ServerProcess> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(ServerProcess::close);
    }

    @Test
    void clientsThatPipelineWithoutPauseGetWholeRepliesAndAnEnd() throws Exception {
        ServerProcess server = start("0");
        List<Pipeliner> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) clients.add(new Pipeliner(address(server)));
        await().until(() -> clients.stream().allMatch(client -> client.received() > 10_000));
        server.signal("TERM");
        for (Pipeliner client : clients) {
            client.lines().get(10, TimeUnit.SECONDS);
            client.close();
        }
        assertEquals(Optional.of(143), server.exitStatus(Client.PATIENCE));
    }

    @Test
    void allThatIsOwedArrivesIfTheClientReadsInTime() throws Exception {
        ServerProcess server = start("0");
        try (Client late = new Client(address(server), 4096)) {
            late.flood(64 * MIB, STALL, Client.PATIENCE); // until kernel and write queue are full
            server.signal("TERM");
            awaitDrain(server);
            Thread.sleep(2_000); // less than the drain: time is the point
            int replies = 0;
            while (true) {
                try {
                    late.expectFloodReply();
                    replies++;
                } catch (SpecFailure end) {
                    assertTrue(end.getMessage().contains("(0 bytes), then the connection ended"),
                            end.getMessage());
                    break;
                }
            }
            assertTrue(replies > 4 * 64, "replies: " + replies);
        }
        assertEquals(Optional.of(143), server.exitStatus(Client.PATIENCE));
        assertTrue(server.tail().stream().noneMatch(line -> line.contains("has not taken")),
                server::describe);
    }

    @Test
    void aClientThatNeverReadsDelaysTheEndByTheDrainAtMost() throws IOException {
        ServerProcess server = start("--drain", "2", "0");
        try (Client silent = new Client(address(server))) {
            silent.flood(64 * MIB, STALL, Client.PATIENCE);
            server.signal("TERM");
            assertEquals(Optional.empty(), server.exitStatus(Duration.ofMillis(1_500)));
            assertEquals(Optional.of(143), server.exitStatus(Duration.ofMillis(1_500)));
            assertTrue(server.describe().contains("has not taken"), server::describe);
        }
    }

    @Test
    void withoutADrainTheEndComesAtOnce() throws IOException {
        ServerProcess server = start("--drain", "0", "0");
        try (Client silent = new Client(address(server))) {
            silent.flood(64 * MIB, STALL, Client.PATIENCE);
            server.signal("INT");
            assertEquals(Optional.of(130), server.exitStatus(Duration.ofSeconds(1)));
        }
    }

    @Test
    void withoutClientsTheEndComesAtOnce() throws IOException {
        ServerProcess server = start("0");
        server.signal("TERM");
        assertEquals(Optional.of(143), server.exitStatus(Duration.ofSeconds(1)));
    }

    @Test
    void aClientThatLeavesWhenItIsToldEndsTheDrain() throws IOException {
        ServerProcess server = start("0");
        try (Client client = new Client(address(server))) {
            client.roundTrip(HELLO);
            server.signal("TERM");
            client.expectEnd();
        }
        assertEquals(Optional.of(143), server.exitStatus(Duration.ofMillis(500)));
    }

    @Test
    void portsAreFreeWhileTheDrainGoesOn() throws IOException {
        ServerProcess server = start("0");
        try (Client silent = new Client(address(server))) {
            silent.flood(64 * MIB, STALL, Client.PATIENCE);
            server.signal("TERM");
            awaitDrain(server);
            ServerProcess next = start(Integer.toString(address(server).getPort()));
            try (Client client = new Client(address(next))) {
                client.roundTrip(HELLO);
            }
            assertEquals(Optional.empty(), server.exitStatus(Duration.ZERO), "the drain is over");
        }
    }

    @Test
    void aServerThatCannotListenDoesNotWaitForALoopThatNeverRan() throws Exception {
        ServerProcess server = start("0");
        long start = System.nanoTime();
        assertThrows(StartFailure.class, () -> start(Integer.toString(address(server).getPort())));
        assertTrue(System.nanoTime() - start < 5_000_000_000L, "it has waited for the drain");
    }

    private static void awaitDrain(ServerProcess server) {
        await().until(() -> server.tail().stream().anyMatch(line -> line.contains("ends 1 connections")));
    }

    private static InetSocketAddress address(ServerProcess server) {
        return server.server().addresses().get(0);
    }

    private ServerProcess start(String... arguments) {
        ServerProcess server = ServerProcess
                .start(ServerProcess.interruptible(ServerProcess
                        .java(System.getProperty("java.class.path"), List.of(arguments))), 1);
        servers.add(server);
        return server;
    }
}
