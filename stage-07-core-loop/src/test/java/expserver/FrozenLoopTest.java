package expserver;

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
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The flaw is the real one: a client that never reads holds the loop's thread in the write to its socket. */
@Timeout(60)
class FrozenLoopTest {
    private static final byte[] HELLO = "hello\n".getBytes();
    private static final byte[] OLLEH = "olleh\n".getBytes();

    @Test
    void aClientThatNeverReadsHoldsTheLoopInTheSocketsWriteAtNoCost() throws Exception {
        try (ServerProcess server = start(); Client silent = new Client(address(server))) {
            freeze(silent);
            String main = mainThread(server);
            assertTrue(main.contains("sun.nio.ch.SocketChannelImpl.write("), main);
            assertTrue(main.contains("expserver.BlockingSend.send("), main);
            double share = server.cpuShare(Duration.ofSeconds(2));
            assertTrue(share < 0.05, "share of a CPU: " + share);
        }
    }

    @Test
    void theOthersAreServedAgainWhenTheSilentClientLeaves() throws IOException {
        try (ServerProcess server = start(); Client waiting = new Client(address(server))) {
            try (Client silent = new Client(address(server))) {
                freeze(silent);
                waiting.send(HELLO);
                SpecFailure none = assertThrows(SpecFailure.class, () -> waiting.expect(HELLO, OLLEH));
                assertEquals(Symptom.NO_REPLY, none.symptom());
            }
            waiting.expect(HELLO, OLLEH);
        }
    }

    @Test
    void closingTheCoreEndsABlockedSend() throws Exception {
        Core core = new Core();
        InetSocketAddress address = core.listen(new InetSocketAddress("127.0.0.1", 0)).address();
        FutureTask<Void> run = new FutureTask<>(() -> {
            core.run();
            return null;
        });
        Thread loop = new Thread(run);
        loop.start();
        try (Client silent = new Client(address)) {
            freeze(silent);
            await().until(() -> Stream.of(loop.getStackTrace())
                    .anyMatch(frame -> frame.toString().contains("SocketChannelImpl.write(")));

            core.close();
            run.get(1, TimeUnit.SECONDS);
        } finally {
            core.close();
        }
    }

    private static void freeze(Client silent) throws IOException {
        long offered = 64 << 20;
        assertTrue(silent.flood(offered, Duration.ofMillis(500), Client.PATIENCE) < offered,
                "the server took all");
    }

    private static ServerProcess start() {
        return ServerProcess.start(ServerProcess.java(System.getProperty("java.class.path"), List.of("0")),
                1);
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
