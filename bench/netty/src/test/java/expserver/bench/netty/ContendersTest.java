package expserver.bench.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContendersTest {
    private static final int MAX_LINE = 100_000;

    @ParameterizedTest
    @ValueSource(strings = {"nio --handler lines", "nio --handler tight", "epoll --handler lines",
            "epoll --handler tight", "epoll --handler lines --writability"})
    void everyContenderKeepsTheProtocol(String contender) throws IOException {
        String line = "0123456789".repeat(25_000);
        try (ServerProcess server = start(contender); Client client = connect(server)) {
            exchange(client, "hello\n\nwor", "olleh\n\n");
            exchange(client, "ld\n", "dlrow\n");
            exchange(client, line + "\n", backwards(line.substring(0, MAX_LINE))
                    + backwards(line.substring(MAX_LINE, 2 * MAX_LINE))
                    + backwards(line.substring(2 * MAX_LINE))
                    + "\n");
            exchange(client, "x\nta", "x\n");
            client.send(bytes("il"));
            client.halfClose();
            exchange(client, "", "liat");
            client.expectEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll --handler lines --writability", "nio --handler tight --writability"})
    void withWritabilityAClientThatDoesNotReadIsHeldBackUntilItDoes(String contender) throws IOException {
        long offered = 24 << 20;
        try (ServerProcess server = start(contender); Client client = connect(server)) {
            exchange(client, "warm-up\n", "pu-mraw\n"); // its classes load at the first line
            long taken = client.flood(offered, Duration.ofSeconds(1), Duration.ofSeconds(30));
            assertTrue(taken < offered, "the server has read on: " + taken);
            client.halfClose();
            client.expectFloodReplies();
            client.expectEnd();
        }
    }

    @ParameterizedTest
    @CsvSource({"kqueue --handler lines 0, --transport",
            "nio --handler lines 65536, 65536"})
    void badUsageIsNamedInOneLine(String arguments, String named) throws IOException {
        Process process = new ProcessBuilder(command(arguments)).redirectOutput(Redirect.DISCARD).start();
        try (BufferedReader errors = process.errorReader()) {
            List<String> lines = errors.lines().toList();
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).contains(named), lines.get(0));
            assertEquals(2, process.onExit().join().exitValue());
        } finally {
            process.destroy();
        }
    }

    private static ServerProcess start(String contender) {
        assumeFalse(contender.startsWith("epoll") && OS.current() != OS.LINUX, "epoll is of Linux");
        return ServerProcess.start(command(contender + " 0"), 1);
    }

    private static List<String> command(String arguments) {
        return ServerProcess.java(List.of(), System.getProperty("java.class.path"),
                "expserver.bench.netty.Main", List.of(("--transport " + arguments).split(" ")));
    }

    private static Client connect(ServerProcess server) throws IOException {
        return new Client(server.server().addresses().get(0));
    }

    private static void exchange(Client client, String sent, String reply) throws IOException {
        client.send(bytes(sent));
        client.expect(bytes(sent), bytes(reply));
    }

    private static String backwards(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
