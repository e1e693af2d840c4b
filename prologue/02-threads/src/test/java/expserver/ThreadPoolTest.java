package expserver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import expserver.specs.SpecFailure;
import expserver.specs.Symptom;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two threads serve two clients; whoever else comes waits. */
@Timeout(60)
class ThreadPoolTest {
    private static final byte[] HELLO = "hello\n".getBytes();
    private static final byte[] OLLEH = "olleh\n".getBytes();

    private final ServerProcess server = ServerProcess.start(ServerProcess
            .java(System.getProperty("java.class.path"), List.of("--port", "0", "--max-threads", "2")), 1);
    private final InetSocketAddress address = server.server().addresses().get(0);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whileAllThreadsAreAtWorkANewClientWaitsUntilAnotherLeaves() throws IOException {
        try (Client first = new Client(address)) {
            first.roundTrip(HELLO);
            Client second = new Client(address);
            second.roundTrip(HELLO);
            try (Client third = new Client(address)) {
                third.send(HELLO);
                SpecFailure none = assertThrows(SpecFailure.class, () -> third.expect(HELLO, OLLEH));
                assertEquals(Symptom.NO_REPLY, none.symptom());

                second.close();
                third.expect(HELLO, OLLEH);
                first.roundTrip(HELLO);
            }
        }
    }

    @Test
    void theLogSaysOnceThatClientsWait() throws IOException {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) clients.add(new Client(address));
        await().until(() -> logged(" opened") == 3);
        clients.get(0).close();
        await().until(() -> logged(" opened") == 4); // the pool is full for the second time
        for (Client client : clients) client.close();
        await().until(() -> logged(" closed") == 4);
        assertEquals(1, logged("all 2 threads are at work: a new client waits until another leaves"));
    }

    private long logged(String end) {
        return server.tail().stream().filter(line -> line.endsWith(end)).count();
    }
}
