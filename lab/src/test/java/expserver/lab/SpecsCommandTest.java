package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.ServerProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SpecsCommandTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private Path folder;

    @Test
    void aKnownFailureIsAsTheCourseSays() throws IOException {
        Path json = folder.resolve("results.json");
        Path junit = folder.resolve("results.xml");
        Launch launch = Launch.of("specs", "7", "--json", json.toString(), "--junit", junit.toString());
        assertEquals(0, launch.status(), launch::out);
        assertTrue(launch.out().contains("\nstage-07-core-loop  ✔       ✔         ✔      ✘\n"), launch::out);
        assertTrue(launch.out().contains("non-blocking server: ✘ expected here: no reply"), launch::out);
        assertTrue(Files.readString(json).contains("\"symptom\": \"no reply\""));
        assertTrue(Files.readString(junit).contains("failures=\"0\""));
    }

    @Test
    void toBeStrictIsToCountAKnownFailure() {
        Launch launch = Launch.of("specs", "--strict", "7");
        assertEquals(1, launch.status(), launch::out);
        assertTrue(launch.out().contains("non-blocking server: ✘ no reply\n"), launch::out);
        assertTrue(launch.out().contains("expected  \"dlrow olleh\\n\""), launch::out);
    }

    @Test
    void aServerThatRunsAlreadyIsVerified() {
        List<String> java = ServerProcess.java(CourseServer.named("8").classPath(), List.of("0", "0"));
        try (ServerProcess server = ServerProcess.start(java, 2)) {
            String ports = server.server().addresses().get(0).getPort() + ","
                    + server.server().addresses().get(1).getPort();
            Launch launch = Launch.of("specs", "--ports", ports);
            assertEquals(0, launch.status(), launch::out);
            assertTrue(launch.out().contains("\n127.0.0.1:" + ports + "  ✔ "), launch::out);
            assertTrue(server.handle().isAlive());
        }
    }

    @Test
    void aBadServerFailsWithItsMessageAndItsResultsAreWritten() throws IOException {
        Path json = folder.resolve("results.json");
        String port = freePort();
        Launch launch = Launch.of("specs", "--command", closingServer(port), "--ports", port, "--json",
                json.toString());
        assertEquals(1, launch.status());
        assertTrue(launch.out().contains("single client: ✘ closed\n  closed: "), launch::out);
        assertEquals(4, Files.lines(json).filter(l -> l.contains("\"passed\": false")).count());
    }

    @Test
    void aServerThatAShellStartedEndsWithIt() throws IOException {
        String port = freePort();
        Launch launch = Launch.of("specs", "--command", closingServer(port) + "; true", "--ports", port);
        assertFalse(launch.out().contains("in use"), launch::out);
        assertThrows(ConnectException.class, () -> new Socket(LOOPBACK, Integer.parseInt(port)).close());
    }

    @Test
    void aCommandThatEndsAtOnceIsToldWithItsOutput() throws IOException {
        Launch launch = Launch.of("specs", "--command", "echo cannot do this; exit 3", "--ports", freePort());
        assertEquals(1, launch.status());
        assertTrue(launch.out().contains("did not start"), launch::out);
        assertTrue(launch.out().contains("exited with status 3"), launch::out);
        assertTrue(launch.out().contains("output    cannot do this"), launch::out);
    }

    @Test
    void aPortInUseIsToldBeforeTheCommandIsStarted() throws IOException {
        Path started = folder.resolve("started");
        try (ServerSocket other = new ServerSocket(0, 50, LOOPBACK)) {
            Launch launch = Launch.of("specs", "--command", "touch " + started, "--ports",
                    Integer.toString(other.getLocalPort()));
            assertEquals(1, launch.status());
            assertTrue(launch.out().contains(other.getLocalPort() + " is in use"), launch::out);
            assertFalse(Files.exists(started));
        }
    }

    @Test
    void noServerFailsEverySpec() throws IOException {
        Launch launch = Launch.of("specs", "--ports", freePort());
        assertEquals(1, launch.status());
        assertEquals(4, launch.out().lines().filter(l -> l.endsWith(": ✘ refused")).count(), launch::out);
    }

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeTheCommandIsStarted() throws IOException {
        Path started = folder.resolve("started");
        Launch launch = Launch.of("specs", "--command", "touch " + started, "--ports", freePort(), "--junit",
                folder.toString());
        assertEquals(2, launch.status());
        assertTrue(launch.err().contains("cannot write " + folder), launch::err);
        assertFalse(Files.exists(started));
    }

    @Test
    void faultsAreTheRowsOfATableAndServersItsColumns() throws IOException {
        Path html = folder.resolve("report.html");
        Launch launch = Launch.of("specs", "1", "8", "--fault", "UTF-8", "--fault", "empty line", "--html",
                html.toString());
        assertEquals(0, launch.status(), launch::out);
        assertEquals("""
                              01  08
                Stream
                  empty line  ✔   ✔
                  UTF-8       ✔   ✔

                01-sequential, UTF-8: reverses bytes
                stage-08-nonblocking, UTF-8: reverses bytes
                """, launch.out());
        assertTrue(Files.readString(html).contains("listening on 127.0.0.1"));
    }

    @Test
    void aFaultThatAServerDoesNotSurviveIsToldWithItsMessage() throws IOException {
        String port = freePort();
        Launch launch = Launch.of("specs", "--command", closingServer(port), "--ports", port, "--fault",
                "CR LF");
        assertEquals(1, launch.status());
        assertTrue(launch.out().contains(", CR LF: ✘ closed\n  closed: 127.0.0.1:"), launch::out);
    }

    @Test
    void aServerThatRunsAlreadyIsMeasuredIfItsProcessIsKnown() {
        try (ServerProcess server = CourseServer.named("8").program().start()) {
            List<String> arguments = List.of("specs", "--ports",
                    "" + server.server().addresses().get(0).getPort(), "--fault", "8 MiB without a newline");
            Launch unknown = Launch.of(arguments.toArray(String[]::new));
            assertEquals(0, unknown.status(), unknown::out);
            assertTrue(unknown.out().contains("- not measured: its process is not known (see --pid)"),
                    unknown::out);

            List<String> withPid = new ArrayList<>(arguments);
            withPid.addAll(List.of("--pid", "" + server.handle().pid()));
            Launch known = Launch.of(withPid.toArray(String[]::new));
            assertEquals(0, known.status(), known::out);
            assertTrue(known.out().contains("8 MiB without a newline  ✔\n"), known::out);
        }
    }

    @Test
    void aCommandIsStartedInItsFolderAndWithItsEnvironment() throws IOException {
        Launch launch = Launch.of("specs", "--command", "echo $A $B in $PWD; exit 3", "--ports", freePort(),
                "--env", "A=x=y", "--env", "B=z", "--cwd", folder.toString());
        assertTrue(launch.out().contains("output    x=y z in " + folder.toRealPath()), launch::out);
    }

    private static String closingServer(String port) {
        return "'%s' -cp '%s' expserver.lab.ClosingServer %s".formatted(
                ServerProcess.JAVA,
                System.getProperty("java.class.path"), port);
    }

    /** Bound and never listening: copies of it may live on for a moment in processes that other tests start. */
    private static String freePort() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, 0));
            return Integer.toString(socket.getLocalPort());
        }
    }
}
