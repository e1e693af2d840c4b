package expserver;

import static org.awaitility.Awaitility.await;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenerTest {
    @Test
    void afterAnAcceptThatFailsTheNextClientsAreAccepted() throws IOException {
        List<String> command = ServerProcess.java(System.getProperty("java.class.path"), List.of("0"));
        command.addAll(0, List.of("bash", "-c", "ulimit -n 100 && exec \"$@\"", "bash"));
        List<Client> clients = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(command, 1)) {
            new Client(server.server().addresses().get(0)).close();
            await().until(() -> says(server, " closed")); // JDK 17: the first close needs descriptors of its own
            for (int i = 0; i < 100; i++) clients.add(new Client(server.server().addresses().get(0)));
            await().until(() -> says(server, "cannot accept"));
            for (Client client : clients.subList(0, 80)) client.close();
            for (Client client : clients.subList(80, 100)) client.roundTrip("hello\n".getBytes());
        } finally {
            for (Client client : clients) client.close();
        }
    }

    private static boolean says(ServerProcess server, String words) {
        return server.tail().stream().anyMatch(line -> line.contains(words));
    }
}
