package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("a process that another test starts holds copies of all sockets until it runs its program")
class ClientCommandTest {
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void repliesAreNumberedInTheOrderInWhichTheyCome() {
        serveOneAfterTheOther(line -> new StringBuilder(line).reverse() + "\n");
        Launch launch = client("--num-clients", "20", "--messages", "2");
        assertEquals(0, launch.status(), launch::err);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            expected.add("%4d  client %d: ping 1 -> 1 gnip".formatted(2 * i + 1, i));
            expected.add("%4d  client %d: ping 2 -> 2 gnip".formatted(2 * i + 2, i));
        }
        assertEquals(expected, launch.out().lines().toList());
    }

    @Test
    void aWrongReplyIsShown() {
        serveOneAfterTheOther(line -> line + "\n");
        assertFails("client 0: wrong reply to ping 1: ping 1\\n");
    }

    @Test
    void aConnectionThatEndsEarlyIsTold() {
        serveOneAfterTheOther(line -> "");
        assertFails("client 0: no reply to ping 1: the server closed the connection");
    }

    @Test
    void noReplyInTimeIsTold() throws IOException {
        InetSocketAddress server = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
        Conversation silence = new Conversation("client 0", server, 1, Duration.ofSeconds(1), reply -> {});
        assertEquals("client 0: no reply to ping 1 within 1 s",
                assertThrows(IOException.class, silence::call).getMessage());
    }

    @Test
    void aServerThatIsNotThereIsToldOnceAndHowToStartOne() throws IOException {
        listener.close();
        Launch launch = client("--num-clients", "3");
        assertEquals(1, launch.status());
        assertEquals("xps: 127.0.0.1:%d: Connection refused; start a server, such as ./xps run 7\n"
                .formatted(listener.getLocalPort()), launch.err());
    }

    private void assertFails(String reason) {
        Launch launch = client();
        assertEquals(1, launch.status());
        assertEquals("xps: " + reason + "\n", launch.err());
    }

    private Launch client(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("client", "--port", Integer.toString(listener.getLocalPort())));
        all.addAll(List.of(arguments));
        return Launch.of(all.toArray(String[]::new));
    }

    /** Answers the lines of one client until it leaves, or closes after an empty reply, then serves the next. */
    private void serveOneAfterTheOther(UnaryOperator<String> reply) {
        Thread server = new Thread(() -> {
            try {
                while (true) serve(listener.accept(), reply);
            } catch (IOException closed) {
                // the test is over
            }
        });
        server.setDaemon(true);
        server.start();
    }

    private static void serve(Socket client, UnaryOperator<String> reply) throws IOException {
        try (client;
                BufferedReader lines = new BufferedReader(new InputStreamReader(client.getInputStream()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (reply.apply(line).isEmpty()) return;
                client.getOutputStream().write(reply.apply(line).getBytes());
            }
        }
    }
}
