package expserver;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionLimitTest {
    private static final byte[] HELLO = "hello\n".getBytes();

    private final ServerProcess server = ServerProcess.start(ServerProcess
            .java(System.getProperty("java.class.path"), List.of("--max-connections", "3", "0", "0")), 2);
    private final List<InetSocketAddress> addresses = server.server().addresses();
    private final List<Client> clients = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Client client : clients) client.close();
        server.close();
    }

    @Test
    void whoComesAboveTheLimitWaitsUntilAnotherLeaves() throws Exception {
        for (int i = 0; i < 3; i++) connect().roundTrip(HELLO);
        Client fourth = connect();
        Client fifth = connect();
        fourth.send(HELLO);
        fifth.send(HELLO);
        await().during(Duration.ofMillis(500)).until(() -> opened() == 3);

        for (int left = 1; left <= 2; left++) {
            int expected = 3 + left;
            clients.remove(0).close();
            await().until(() -> opened() == expected);
        }
        fourth.expect(HELLO, "olleh\n".getBytes());
        fifth.expect(HELLO, "olleh\n".getBytes());
        assertEquals(1, server.tail().stream().filter(line -> line.contains("3 connections")).count(),
                server::describe);
    }

    @Test
    void atTheLimitTheOthersAreServedAndNothingSpins() throws Exception {
        Client served = connect();
        for (int i = 0; i < 4; i++) connect();
        served.roundTrip(HELLO);
        await().until(() -> opened() == 3);
        double share = server.cpuShare(ofSeconds(2));
        assertTrue(share < 0.05, "share of a CPU: " + share);
        served.roundTrip(HELLO);
    }

    @Test
    void byDefaultTheLimitIsTenThousand() {
        assertEquals(new Limits(10_000, ofMinutes(5), ofSeconds(5)), Limits.takenFrom(new ArrayList<>()));
    }

    private long opened() {
        return server.tail().stream().filter(line -> line.endsWith("opened")).count();
    }

    private Client connect() throws IOException {
        Client client = new Client(addresses.get(clients.size() % 2));
        clients.add(client);
        return client;
    }
}
