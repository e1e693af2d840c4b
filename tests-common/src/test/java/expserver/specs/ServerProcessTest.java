package expserver.specs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ServerProcessTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Test
    void aServerThatAnnouncesItsPortsHasThoseAddresses() throws IOException {
        try (ServerProcess process = BadServer.start()) {
            List<InetSocketAddress> addresses = process.server().addresses();
            assertEquals(List.of("listening on 127.0.0.1:" + addresses.get(0).getPort(),
                    "listening on 127.0.0.1:" + addresses.get(1).getPort()), process.tail());
            for (InetSocketAddress address : addresses) assertAnswers(address);
        }
    }

    @Test
    void aPortThatNobodyListensOnIsNoAnnouncement() {
        try (ServerProcess process = startShell("""
                for port in 0 65536 1; do echo listening on 127.0.0.1:$port; done
                exec sleep 60""")) {
            assertEquals(List.of(new InetSocketAddress("127.0.0.1", 1)), process.server().addresses());
        }
    }

    @Test
    void aServerIsStartedWhenAllItsAddressesAnswer() throws IOException {
        try (Port one = new Port(); Port other = new Port()) {
            List<InetSocketAddress> addresses = List.of(one.address(), other.address());
            try (ServerProcess process = ServerProcess.start(badServerOn(one, other), addresses)) {
                for (InetSocketAddress address : addresses) assertAnswers(address);
                assertEquals(addresses, process.server().addresses(), "whatever it announces");
            }
        }
    }

    @Test
    void aServerThatListensOnlyOnSomeOfItsAddressesDoesNotStart() throws IOException {
        try (Port one = new Port(); Port other = new Port()) {
            List<InetSocketAddress> addresses = List.of(one.address(), other.address());

            String failure = startFailure(badServerOn(one), addresses);
            assertTrue(failure.contains(" did not listen on " + name(one) + ", " + name(other) + "\n"),
                    failure);
        }
    }

    @Test
    void aProgramThatNeverListensIsToldWithItsOutputAndEnded() throws IOException {
        try (Port port = new Port()) {
            String failure = startFailure(shell("echo thinking; exec sleep 60"), List.of(port.address()));

            assertTrue(failure.contains("sleep 60 did not listen on " + name(port) + "\n"), failure);
            assertTrue(failure.contains(", alive\n  output    thinking"), failure);
            Matcher pid = Pattern.compile("process   (\\d+)").matcher(failure);
            assertTrue(pid.find(), failure);
            assertFalse(isAlive(Long.parseLong(pid.group(1))));
        }
    }

    @Test
    void aProgramThatExitsAtOnceIsToldWithStatusAndLastWords() {
        List<String> command = shell("echo no such luck >&2; exit 3");

        String failure = assertThrows(StartFailure.class, () -> ServerProcess.start(command, 1)).getMessage();
        assertTrue(failure.contains(" did not say 'listening on HOST:PORT' of 1 port(s) it got\n"), failure);
        assertTrue(failure.contains(", exited with status 3\n  output    no such luck"), failure);
    }

    @Test
    void aProgramThatDoesNotExistIsToldByItsName() {
        List<String> command = List.of("./no-such-server", "8001");

        String failure = assertThrows(StartFailure.class, () -> ServerProcess.start(command, 1)).getMessage();
        assertTrue(failure.contains("\"./no-such-server\""), failure);
    }

    @Test
    void aPortInUseIsToldBeforeTheProgramRuns() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", other.getLocalPort());

            String failure = startFailure(List.of("./no-such-server"), List.of(address));
            assertEquals("127.0.0.1:" + address.getPort() + " is in use: end the program that listens there",
                    failure);
        }
    }

    @Test
    void closeEndsTheProcess() {
        ServerProcess process = BadServer.start();
        assertEquals(Optional.empty(), process.exitStatus(Duration.ZERO));
        process.close();
        assertEquals(Optional.of(128 + 15), process.exitStatus(Duration.ZERO), "ended by SIGTERM");
    }

    @Test
    void closeEndsAProcessThatIgnoresIt() {
        ServerProcess process = startShell("trap '' TERM; echo listening on 127.0.0.1:1; exec sleep 60");
        process.close();
        assertEquals(Optional.of(128 + 9), process.exitStatus(Duration.ZERO), "ended by SIGKILL");
    }

    @Test
    void closeEndsWhatTheProcessHasStarted() {
        ServerProcess process = startShell("sleep 60 & echo $!; echo listening on 127.0.0.1:1; wait");
        long started = Long.parseLong(process.tail().get(0));
        assertTrue(isAlive(started));
        process.close();
        await().until(() -> !isAlive(started)); // its new parent takes a while to reap it
    }

    @Test
    void aProcessThatEndsIsDescribedWithItsLastWords() throws IOException {
        try (ServerProcess process = startShell("""
                trap 'seq 10000; echo goodbye; exit 3' USR1
                echo listening on 127.0.0.1:1
                while true; do sleep 0.1; done""")) {
            process.signal("USR1");

            assertEquals(Optional.of(3), process.exitStatus(Client.PATIENCE));
            String description = process.describe();
            assertTrue(description
                    .startsWith("  process   " + process.handle().pid() + ", exited with status 3\n"
                            + "  output    9982\n            9983\n"),
                    description);
            assertTrue(description.endsWith("            10000\n            goodbye"), description);
        }
    }

    @Test
    void ofTheOutputTheLast20LinesAreKept() {
        try (ServerProcess process = startShell("seq 100; echo listening on 127.0.0.1:1; exec sleep 60")) {
            assertEquals(20, process.tail().size());
            assertEquals("82", process.tail().get(0));
            assertEquals("listening on 127.0.0.1:1", process.tail().get(19));
        }
    }

    private static List<String> badServerOn(Port... ports) {
        List<String> arguments = List.of(ports).stream().map(p -> "" + p.address().getPort()).toList();
        return ServerProcess.java(System.getProperty("java.class.path"), arguments);
    }

    private static String name(Port port) {
        return "127.0.0.1:" + port.address().getPort();
    }

    private static ServerProcess startShell(String script) {
        return ServerProcess.start(shell(script), 1);
    }

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }

    private static String startFailure(List<String> command, List<InetSocketAddress> addresses) {
        return assertThrows(StartFailure.class,
                () -> ServerProcess.start(new ProcessBuilder(command), addresses, SHORT))
                .getMessage();
    }

    private static void assertAnswers(InetSocketAddress address) throws IOException {
        try (Client client = new Client(address)) {
            client.roundTrip("hello\n".getBytes());
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
