package expserver.bench;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.bench.ReversingServer.Deed;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadFailureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofSeconds(1);
    private static final Deed WRONG_BYTE = (number, reversed, client) -> {
        reversed[9]++;
        return reversed;
    };
    private static final Deed BYTE_TOO_MANY = (number, reversed, client) -> Arrays.copyOf(reversed,
            reversed.length + 1);
    private static final Deed MUTE = (number, reversed, client) -> {
        new CountDownLatch(1).await();
        return reversed;
    };
    private static final Deed END = (number, reversed, client) -> {
        client.shutdownOutput(); // a close would be a reset if lines are unread
        return MUTE.reply(number, reversed, client);
    };
    private static final Deed RESET = (number, reversed, client) -> {
        client.setSoLinger(true, 0);
        client.close();
        return reversed;
    };
    private static final Deed SLOW = (number, reversed, client) -> {
        Thread.sleep(5); // slower than the rate of the test
        return reversed;
    };

    @ParameterizedTest
    @ValueSource(
            strings = {"--connections 1", "--connections 1 --in-flight 7", "--connections 1 --rate 1000"})
    void aWrongByteIsTold(String load) throws IOException {
        assertFails("connection 1 to SERVER: wrong reply: byte 10 of 64 is 0x.. instead of 0x..", load,
                WRONG_BYTE.onlyOn(3));
    }

    @Test
    void aWrongByteOnAFreshConnectionIsTold() throws IOException {
        assertFails("connection 1 to SERVER: wrong reply: byte 10 of 64 is 0x.. instead of 0x..",
                "--connections 1 --reconnect", WRONG_BYTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--connections 1", "--connections 1 --reconnect"})
    void aByteTooManyIsTold(String load) throws IOException {
        assertFails("connection 1 to SERVER: more bytes came back than were sent", load, BYTE_TOO_MANY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--connections 1", "--connections 1 --rate 1000", "--connections 1 --reconnect"})
    void anEndIsTold(String load) throws IOException {
        assertFails("connection 1 to SERVER: the server ended the connection", load, END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--connections 1", "--connections 1 --reconnect", "--connections 0 --silent 1"})
    void aResetIsTold(String load) throws IOException {
        assertFails("(silent )?connection 1 to SERVER: (Connection reset.*|Broken pipe)", load, RESET);
    }

    @Test
    void theEndOfAnIdleConnectionIsTold() throws IOException {
        try (ReversingServer server = new ReversingServer()) {
            CompletableFuture<Launch> launch = CompletableFuture
                    .supplyAsync(() -> load(server, PATIENCE, "--connections 0 --idle 1"));
            await().until(() -> server.lines.get() == 1);
            for (Socket client : server.open) client.close();
            assertFailure("idle connection 1 to SERVER: the server ended the connection", server,
                    launch.join());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--connections 3", "--connections 3 --rate 1000", "--connections 3 --reconnect"})
    void oneConnectionOfSeveralThatGetsNoReplyIsTold(String load) throws IOException {
        AtomicBoolean isMute = new AtomicBoolean();
        assertFails("connection [123] to SERVER: no reply for 1\\.0 s", IMPATIENCE, load, (number, reversed,
                client) -> isMute.getAndSet(true) ? reversed : MUTE.reply(number, reversed, client));
    }

    @Test
    void aRateThatIsTooHighForTheServerIsTold() throws IOException {
        assertFails("SERVER: replies are owed 1\\.0 s after the last line was due",
                IMPATIENCE, "--rate 1000 --seconds 0.5", SLOW);
    }

    @Test
    void aServerThatIsNotThereIsTold() throws IOException {
        ReversingServer server = new ReversingServer();
        server.close();
        assertFailure("connection 1 to SERVER: Connection refused", server,
                load(server, PATIENCE, "--connections 2"));
    }

    @Test
    void moreConnectionsThanOpenFilesAreRefusedBeforeTheFirst() {
        Launch launch = Launch.of(PATIENCE, "--port", "1", "--idle", "1000000000");
        assertEquals(1, launch.status());
        assertLine("load: this takes [0-9]+ open files, and [0-9]+ are allowed: .*\\(ulimit -Hn [0-9]+\\)",
                launch.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--connections 1 | Missing required option: '--port PORT'",
            "--port 0 | --port is from 1 to 65535", "--port x | .*'x' is not an int",
            "--port 1 --connections -1 | a number of connections is not negative",
            "--port 1 --idle -1 | a number of connections is not negative",
            "--port 1 --silent -1 | a number of connections is not negative",
            "--port 1 --in-flight 0 | --in-flight is from 1 to 1000000",
            "--port 1 --bytes 0 | --bytes is from 1 to 100000",
            "--port 1 --bytes 100001 | --bytes is from 1 to 100000",
            "--port 1 --rate 0 | --rate is 1 at least",
            "--port 1 --rate 1 --connections 0 | --rate needs connections that send lines",
            "--port 1 --rate 1 --reconnect | --rate and --reconnect exclude each other",
            "--port 1 --rate 1 --in-flight 2 | --in-flight excludes --rate and --reconnect",
            "--port 1 --reconnect --in-flight 2 | --in-flight excludes --rate and --reconnect",
            "--port 1 --warmup -1 | --warmup is from 0 to 3600 seconds",
            "--port 1 --seconds 0 | --seconds is more than 0, and 3600 at most",
            "--port 1 --seconds NaN | --seconds is more than 0, and 3600 at most",
            "--port 1 --frob | Unknown option: '--frob'", "--port 1 frob | .*argument.* 'frob'.*"})
    void badUsageIsToldInOneLine(String arguments, String reason) {
        Launch launch = Launch.of(PATIENCE, arguments.split(" "));
        assertEquals(2, launch.status());
        assertLine("load: " + reason + " \\(see --help\\)", launch.err());
    }

    private static void assertFails(String reason, String load, Deed deed) throws IOException {
        assertFails(reason, PATIENCE, load, deed);
    }

    private static void assertFails(String reason, Duration patience, String load, Deed deed)
            throws IOException {
        try (ReversingServer server = new ReversingServer(deed)) {
            assertFailure(reason, server, load(server, patience, load));
        }
    }

    /** The measured time is more than any failure takes, unless the load says otherwise. */
    private static Launch load(ReversingServer server, Duration patience, String load) {
        String seconds = load.contains("--seconds") ? "" : " --seconds 60";
        return Launch.of(patience, ("--port " + server.port() + " --warmup 0 " + load + seconds).split(" "));
    }

    private static void assertFailure(String reason, ReversingServer server, Launch launch) {
        assertEquals(1, launch.status(), launch::out);
        assertLine("load: " + reason.replace("SERVER", "127.0.0.1:" + server.port()), launch.err());
    }

    private static void assertLine(String pattern, String actual) {
        assertTrue(actual.matches(pattern + "\\R"), () -> "<" + actual + "> is not <" + pattern + ">");
    }
}
