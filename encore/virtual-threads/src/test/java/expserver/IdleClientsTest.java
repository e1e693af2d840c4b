package expserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import expserver.specs.Client;
import expserver.specs.ServerProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client costs no thread of the system, so there can be many. */
@Timeout(120)
class IdleClientsTest {
    private static final int CLIENTS = 10_000;
    private static final int OTHER_FILES = 200; // of the JVM
    private static final int PATIENCE = (int) Client.PATIENCE.toMillis();

    @BeforeEach
    void checkLimitOfOpenFiles() {
        UnixOperatingSystemMXBean system = ManagementFactory
                .getPlatformMXBean(UnixOperatingSystemMXBean.class);
        long limit = system.getMaxFileDescriptorCount(); // the JVM has raised it to the hard limit
        assertTrue(limit >= CLIENTS + OTHER_FILES,
                "a process may open %d files here and this test needs %d: raise the limit with ulimit -n"
                        .formatted(limit, CLIENTS + OTHER_FILES));
    }

    @Test
    void tenThousandIdleClientsFitInto256MiBAndAreServed() throws IOException {
        List<String> command = ServerProcess.java(System.getProperty("java.class.path"), List.of("0"));
        command.replaceAll(argument -> argument.equals("-Xmx64m") ? "-Xmx256m" : argument);
        List<Socket> clients = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(command, 1)) {
            SocketAddress address = server.server().addresses().get(0);
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(connect(address));
                roundTrip(clients.get(i));
            }
            for (Socket client : clients) roundTrip(client);
        } finally {
            for (Socket client : clients) client.close();
        }
    }

    /** A plain socket: a {@link Client} has a selector, and so needs three files. */
    private static Socket connect(SocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        socket.connect(address, PATIENCE);
        return socket;
    }

    private static void roundTrip(Socket client) throws IOException {
        client.getOutputStream().write("hello\n".getBytes(UTF_8));
        assertEquals("olleh\n", new String(client.getInputStream().readNBytes(6), UTF_8));
    }
}
