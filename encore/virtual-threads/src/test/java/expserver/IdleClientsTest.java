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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A client costs no thread of the system, so there can be many. */
@Timeout(120)
class IdleClientsTest {
    private static final int OTHER_FILES = 200; // that a JVM has open
    private static final int PATIENCE = (int) Client.PATIENCE.toMillis();

    private final List<Socket> clients = new ArrayList<>();
    private final ServerProcess server;

    IdleClientsTest() {
        List<String> command = ServerProcess.java(System.getProperty("java.class.path"), List.of("0"));
        command.replaceAll(argument -> argument.equals("-Xmx64m") ? "-Xmx256m" : argument);
        server = ServerProcess.start(command, 1);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket client : clients) client.close();
    }

    @Test
    void tenThousandIdleClientsFitInto256MiBAndAreServed() throws IOException {
        connect(10_000);
        for (Socket client : clients) roundTrip(client);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux lists a process's threads in /proc")
    void fiveHundredIdleClientsCostNoThreadsOfTheSystem() throws IOException {
        connect(500);
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + server.handle().pid() + "/task"))) {
            long count = threads.count();
            assertTrue(count < 250, "threads: " + count);
        }
    }

    /** Connects that many clients, each with a message: the server is at work on all of them. */
    private void connect(int count) throws IOException {
        checkLimitOfOpenFiles(count + OTHER_FILES);
        for (int i = 0; i < count; i++) {
            Socket client = new Socket(); // a Client has a selector, and so needs three files
            clients.add(client);
            client.setReceiveBufferSize(4096);
            client.setTcpNoDelay(true);
            client.setSoTimeout(PATIENCE);
            client.connect(server.server().addresses().get(0), PATIENCE);
            roundTrip(client);
        }
    }

    private static void roundTrip(Socket client) throws IOException {
        client.getOutputStream().write("hello\n".getBytes(UTF_8));
        assertEquals("olleh\n", new String(client.getInputStream().readNBytes(6), UTF_8));
    }

    /** Both processes need that many; a JVM raises its limit to the hard one. */
    private static void checkLimitOfOpenFiles(int needed) {
        UnixOperatingSystemMXBean system = ManagementFactory
                .getPlatformMXBean(UnixOperatingSystemMXBean.class);
        long limit = system.getMaxFileDescriptorCount();
        assertTrue(limit >= needed,
                "a process may open %d files here and needs %d: raise the limit (ulimit -Hn)"
                        .formatted(limit, needed));
    }
}
