package expserver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.DescriptorLimit;
import expserver.specs.ServerProcess;
import expserver.specs.Usage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "prlimit(1) changes the limits of a process that runs")
class OutOfDescriptorsTest {
    private static final byte[] HELLO = "hello\n".getBytes();

    private final ServerProcess server = ServerProcess
            .start(ServerProcess.java(System.getProperty("java.class.path"), List.of("0")), 1);
    private final InetSocketAddress address = server.server().addresses().get(0);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void acceptingPausesAndOldClientsAreServed() throws Exception {
        try (Client old = new Client(address)) {
            old.roundTrip(HELLO);
            leaveDescriptors(0);
            try (Client waiting = new Client(address)) {
                waiting.send(HELLO);
                await().until(() -> failures() > 0);
                double share = server.cpuShare(Duration.ofSeconds(2));
                assertTrue(share < 0.10, "share of a CPU: " + share);
                old.roundTrip(HELLO);
                assertEquals(1, failures(), server::describe);
            }
        }
    }

    @Test
    void whoWaitedIsServedWhenAnotherLeaves() throws IOException {
        try (Client old = new Client(address)) {
            old.roundTrip(HELLO);
            leaveDescriptors(0);
            try (Client waiting = new Client(address)) {
                await().until(() -> failures() > 0);
                old.halfClose();
                waiting.roundTrip(HELLO);
            }
        }
    }

    @Test
    void whoWaitedIsServedWhenTheLimitIsRaisedAndTheSameIsNotSaidTwice() throws IOException {
        leaveDescriptors(0);
        try (Client waiting = new Client(address)) {
            await().until(() -> failures() > 0);
            leaveDescriptors(100);
            waiting.roundTrip(HELLO);

            leaveDescriptors(0);
            try (Client next = new Client(address)) {
                next.send(HELLO);
                await().during(Duration.ofMillis(500)).until(() -> failures() == 1);
            }
        }
    }

    /** What the JVM has not loaded and opened by then, it cannot: not the classes of a connection, not what closes it. */
    @Test
    void theFirstClientMayTakeTheLastDescriptor() throws IOException {
        leaveDescriptors(1);
        try (Client last = new Client(address)) {
            last.roundTrip(HELLO);
            try (Client waiting = new Client(address)) {
                await().until(() -> failures() > 0);
                last.halfClose();
                waiting.roundTrip(HELLO);
            }
        }
    }

    private long failures() {
        return server.tail().stream().filter(line -> line.contains("cannot accept")).count();
    }

    /** A descriptor may be any number below the limit, and those in use are the lowest. */
    private void leaveDescriptors(int count) throws IOException {
        Usage usage = new Usage(server.handle().pid());
        new DescriptorLimit(usage.pid()).lower(usage.descriptors() + count); // and not set back: the server ends
    }
}
