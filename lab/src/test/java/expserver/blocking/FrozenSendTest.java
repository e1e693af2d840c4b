package expserver.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import expserver.specs.SpecFailure;
import expserver.specs.Symptom;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two ways to block without a blocking channel: what they cost, and where a thread dump finds the loop's thread. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class FrozenSendTest {
    private static final byte[] HELLO = "hello\n".getBytes();

    @ParameterizedTest
    @ValueSource(classes = {SpinningSend.class, TemporarySelectorSend.class})
    void aClientThatNeverReadsKeepsTheOthersWaitingUntilItLeaves(Class<?> program) throws IOException {
        try (ServerProcess server = start(program); Client waiting = new Client(address(server))) {
            try (Client silent = new Client(address(server))) {
                freeze(silent);
                waiting.send(HELLO);
                SpecFailure none = assertThrows(SpecFailure.class, () -> waiting.expect(HELLO, HELLO));
                assertEquals(Symptom.NO_REPLY, none.symptom());
            }
            waiting.expect(HELLO, HELLO);
        }
    }

    @Test
    void aSpinningSendBurnsACoreInTheSocketsWrite() throws Exception {
        try (ServerProcess server = start(SpinningSend.class); Client silent = new Client(address(server))) {
            freeze(silent);
            Duration burnt = cpu(server).plusSeconds(1);
            await().atMost(Duration.ofSeconds(30)).until(() -> cpu(server).compareTo(burnt) > 0);
            await().until(() -> mainThread(server).contains("sun.nio.ch.SocketChannelImpl.write("));
        }
    }

    @Test
    void aTemporarySelectorWaitsAtNoCostAndLooksLikeAnIdleLoop() throws Exception {
        try (ServerProcess server = start(TemporarySelectorSend.class);
                Client silent = new Client(address(server))) {
            freeze(silent);
            double share = server.cpuShare(Duration.ofSeconds(2));
            assertTrue(share < 0.05, "share of a CPU: " + share);
            String main = mainThread(server);
            assertTrue(main.contains("sun.nio.ch.SelectorImpl.select("), main);
            assertTrue(main.contains("expserver.blocking.TemporarySelectorSend.sendRest("), main);
        }
    }

    private static void freeze(Client silent) throws IOException {
        long offered = 64 << 20;
        assertTrue(silent.flood(offered, Duration.ofMillis(500), Client.PATIENCE) < offered,
                "the server took all");
    }

    private static ServerProcess start(Class<?> program) {
        return ServerProcess.start(List.of(ServerProcess.JAVA, "-cp", System.getProperty("java.class.path"),
                program.getName(), "0"), 1);
    }

    private static Duration cpu(ServerProcess server) {
        return server.handle().info().totalCpuDuration().orElseThrow();
    }

    private static InetSocketAddress address(ServerProcess server) {
        return server.server().addresses().get(0);
    }

    /** The lines of a thread dump that tell of the main thread. */
    private static String mainThread(ServerProcess server) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, "" + server.handle().pid(), "Thread.print").start();
        String dump = new String(process.getInputStream().readAllBytes(), UTF_8);
        String main = dump.substring(dump.indexOf("\"main\""));
        return main.substring(0, main.indexOf("\n\n"));
    }
}
