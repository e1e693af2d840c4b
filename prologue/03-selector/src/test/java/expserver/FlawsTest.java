package expserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The flaws are real: it asks whether an idle socket is writable, and keeps whatever a client does not read. */
@Timeout(60)
class FlawsTest {
    private final ServerProcess server = ServerProcess.start(
            ServerProcess.java(System.getProperty("java.class.path"), List.of("--port", "0")), 1);
    private final InetSocketAddress address = server.server().addresses().get(0);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX,
            disabledReason = "only Linux tells in /proc how long a thread has waited for a CPU")
    void withOneIdleClientItRunsOrWaitsForACpuOverFourFifthsOfTheTime() throws Exception {
        try (Client idle = new Client(address)) {
            idle.roundTrip("hello\n".getBytes());
            long before = busyTime();
            long start = System.nanoTime();
            Thread.sleep(3_000); // time is what is measured
            double share = (double) (busyTime() - before) / (System.nanoTime() - start);
            assertTrue(share > 0.8, "share of the time: " + share);
        }
    }

    @Test
    void aClientThatNeverReadsMakesItDieOutOfMemory() throws IOException {
        try (Client silent = new Client(address)) {
            silent.flood(1 << 30, Duration.ofSeconds(10), Duration.ofSeconds(30));
            // 3: ExitOnOutOfMemoryError
            assertEquals(Optional.of(3), server.exitStatus(Duration.ofSeconds(10)), server::describe);
            assertTrue(server.describe().contains("java.lang.OutOfMemoryError"), server::describe);
        }
    }

    /** For how long the main thread has run, or waited for a CPU that others used, in ns. */
    private long busyTime() throws IOException {
        long longest = 0; // of two threads named java: the one that has started the JVM sleeps
        Path threads = Path.of("/proc/" + server.handle().pid() + "/task");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                if (!Files.readString(thread.resolve("comm")).strip().equals("java")) continue;
                String[] times = Files.readString(thread.resolve("schedstat")).split(" "); // sched-stats.rst
                longest = Math.max(longest, Long.parseLong(times[0]) + Long.parseLong(times[1]));
            }
        }
        return longest;
    }
}
