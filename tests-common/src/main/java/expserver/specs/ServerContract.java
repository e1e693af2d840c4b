package expserver.specs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code expserver.Main} on the class path owes its user: the protocol, the command line, the signals. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("a second is a second only if no other test is in the way")
public abstract class ServerContract {
    private static final int MAX_LINE = 100_000;

    private ServerProcess shared; // by the tests that do not end it

    /** The arguments that make the server listen on {@code port} alone. */
    protected List<String> listenOn(int port) {
        return List.of(Integer.toString(port));
    }

    /** The ports on which the server listens without arguments. */
    protected List<Integer> defaultPorts() {
        return List.of(8001, 8002, 8003, 8004);
    }

    /** How long it may take to end on a signal. */
    protected Duration endsWithin() {
        return Duration.ofSeconds(1);
    }

    @BeforeAll
    void startShared() {
        shared = start(listenOn(0));
    }

    @AfterAll
    void stopShared() {
        shared.close();
    }

    @Test
    void aLineMayArriveInPieces() throws IOException {
        try (Client client = connect()) {
            client.send(bytes("he"));
            client.send(bytes("llo\nwor"));
            client.expect(bytes("hello\n"), bytes("olleh\n"));
            client.send(bytes("ld\n"));
            client.expect(bytes("world\n"), bytes("dlrow\n"));
        }
    }

    @Test
    void manyLinesInOnePieceAreAnsweredInOrder() throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        for (int i = 0; i < 2_000; i++) {
            lines.writeBytes(bytes("line %d\n".formatted(i)));
            replies.writeBytes(Lines.reversed(bytes("line %d\n".formatted(i))));
        }
        exchange(lines.toByteArray(), replies.toByteArray());
    }

    @Test
    void everyByteButTheNewlineIsOrdinary() throws IOException {
        byte[] line = new byte[256];
        for (int i = 0; i < line.length; i++) line[i] = (byte) (i < '\n' ? i : i + 1);
        line[255] = '\n';
        exchange(line, Lines.reversed(line));
        exchange(bytes("\n\r\n\n"), bytes("\n\r\n\n"));
    }

    @Test
    void aLineOf100000BytesIsReversedAsAWhole() throws IOException {
        byte[] line = digits(MAX_LINE - 1, "\n");
        exchange(line, Lines.reversed(line));
    }

    @Test
    void aPieceOf100000BytesIsAnsweredBeforeTheLineGoesOn() throws IOException {
        byte[] piece = digits(MAX_LINE, "");
        try (Client client = connect()) {
            client.send(piece);
            client.expect(piece, Lines.reversed(piece));
        }
    }

    @Test
    void aLongerLineIsAnsweredInPiecesOf100000Bytes() throws IOException {
        byte[] line = digits(2 * MAX_LINE + 3, "\n");
        String text = new String(line, UTF_8);
        exchange(line, bytes(backwards(text.substring(0, MAX_LINE))
                + backwards(text.substring(MAX_LINE, 2 * MAX_LINE))
                + backwards(text.substring(2 * MAX_LINE).strip())
                + "\n"));
    }

    @Test
    void whatIsLeftWithoutANewlineIsAnsweredWhenTheClientHalfCloses() throws IOException {
        exchange(bytes("hello\ntail"), bytes("olleh\nliat"));
        exchange(new byte[0], new byte[0]);
    }

    @Test
    void aClientThatHalfClosesGetsAllItIsOwed() throws IOException {
        try (Client client = connect()) {
            client.flood(2 << 20, Client.PATIENCE, Client.PATIENCE);
            client.halfClose();
            client.expectFloodReplies();
            client.expectEnd();
        }
    }

    @Test
    void clientsThatLeaveBeforeTheyAreAcceptedOrAnsweredDoNoHarm() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Client gone = connect()) {
                if (i % 2 == 0) gone.send(bytes("hello\n"));
                gone.reset();
            }
        }
        try (Client client = connect()) {
            client.roundTrip(bytes("hello\n"));
        }
    }

    @Test
    void withoutArgumentsItListensOnItsDefaultPorts() throws IOException {
        List<InetSocketAddress> expected = defaultPorts().stream()
                .map(port -> new InetSocketAddress("127.0.0.1", port)).toList();
        try (ServerProcess server = ServerProcess.start(command(List.of()), expected.size())) {
            assertEquals(expected, server.server().addresses());
            for (InetSocketAddress address : expected) new Client(address).close();
        }
    }

    @Test
    void itListensOnTheHostItIsTold() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--host", "127.0.0.2"));
        arguments.addAll(listenOn(0));
        try (ServerProcess server = start(arguments)) {
            assertEquals("127.0.0.2", server.server().address().getHostString());
            new Client(server.server().address()).close();
        }
    }

    @Test
    void aPortInUseIsNamedWithItsHostAndTheCause() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Outcome outcome = run(listenOn(other.getLocalPort()));
            assertEquals(List.of("cannot listen on 127.0.0.1:%d: Address already in use"
                    .formatted(other.getLocalPort())), outcome.errors());
            assertEquals(1, outcome.status());
        }
    }

    @ParameterizedTest
    @CsvSource({"65536, 65536 is not a port", "-1, -1", "80a, 80a is not a port", "'', is not a port"})
    void aBadPortIsNamedInOneLine(String port, String named) throws IOException {
        List<String> arguments = new ArrayList<>(listenOn(0));
        arguments.replaceAll(a -> a.equals("0") ? port : a);
        assertRejected(arguments, named);
    }

    @ParameterizedTest
    @CsvSource({"--prot, unknown option --prot", "--host, --host needs a value"})
    void aBadOptionIsNamedInOneLine(String option, String named) throws IOException {
        assertRejected(List.of(option), named);
    }

    @Test
    void anUnknownHostIsNamedInOneLine() throws IOException {
        assertRejected(List.of("--host", "no such host"), "unknown host no such host");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsItInTime(String signal, int status) throws IOException {
        try (ServerProcess server = start(listenOn(0));
                Client client = new Client(server.server().address())) {
            client.roundTrip(bytes("hello\n"));
            server.signal(signal);
            assertEquals(Optional.of(status), server.exitStatus(endsWithin()));
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsItInTimeWhileAClientReadsNothing(String signal, int status) throws IOException {
        try (ServerProcess server = start(listenOn(0));
                Client silent = new Client(server.server().address())) {
            silent.flood(16 << 20, Duration.ofMillis(500), Client.PATIENCE);
            server.signal(signal);
            assertEquals(Optional.of(status), server.exitStatus(endsWithin()));
        }
    }

    private Client connect() throws IOException {
        return new Client(shared.server().address());
    }

    private void exchange(byte[] sent, byte[] reply) throws IOException {
        try (Client client = connect()) {
            client.send(sent);
            client.halfClose();
            client.expect(sent, reply);
            client.expectEnd();
        }
    }

    protected static void assertRejected(List<String> arguments, String named) throws IOException {
        Outcome outcome = run(arguments);
        assertEquals(1, outcome.errors().size(), () -> "lines on standard error: " + outcome.errors());
        assertTrue(outcome.errors().get(0).contains(named), () -> outcome.errors().get(0));
        assertEquals(2, outcome.status());
    }

    /** A command that failed: its exit status and what it said on standard error. */
    private record Outcome(int status, List<String> errors) {
    }

    private static Outcome run(List<String> arguments) throws IOException {
        Process process = new ProcessBuilder(command(arguments)).redirectOutput(Redirect.DISCARD).start();
        try (BufferedReader errors = process.errorReader()) {
            process.onExit().orTimeout(30, TimeUnit.SECONDS).join(); // it may run, and serve, for ever
            return new Outcome(process.exitValue(), errors.lines().toList());
        } finally {
            process.destroy();
        }
    }

    private static ServerProcess start(List<String> arguments) {
        return ServerProcess.start(command(arguments), 1);
    }

    private static List<String> command(List<String> arguments) {
        return ServerProcess.interruptible(
                ServerProcess.java(System.getProperty("java.class.path"), arguments));
    }

    private static byte[] digits(int length, String end) {
        return ("0123456789".repeat(length / 10 + 1).substring(0, length) + end).getBytes(UTF_8);
    }

    private static String backwards(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
