package expserver.lab;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    void aLineASecondShowsWhatTheServerDoesUntilItEnds() throws Exception {
        CompletableFuture<Integer> status;
        try (ServerProcess server = CourseServer.named("9").program().start()) {
            status = CompletableFuture.supplyAsync(() -> Xps.commandLine(new Terminal(false, false))
                    .setOut(new PrintWriter(out, true))
                    .execute("top", "9", "--pid", Long.toString(server.handle().pid())));
            await().until(() -> lines().size() >= 2);
            assertEquals(
                    List.of("connections", "accepted/s", "received/s", "sent/s", "turns/s", "longest",
                            "turn"),
                    columns(0));
            assertEquals(List.of("0", "0", "0", "0", "0"), columns(1).subList(0, 5));

            byte[] line = "x".repeat(8_999).concat("\n").getBytes();
            try (Client client = new Client(server.server().addresses().get(0))) {
                int before = lines().size();
                client.roundTrip(line);
                await().until(() -> lines().size() >= before + 3);
                assertEquals("1", columns(before + 2).get(0), out::toString);
                for (int column = 1; column <= 4; column++)
                    assertTrue(sum(before, column) > 0, out::toString);
            }
        }
        assertEquals(0, status.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aRateIsTheGrowthOfASecond() {
        Counters.Sample first = new Counters.Sample(1_000_000_000L, Map.of("Turns", 100L));
        Counters.Sample later = new Counters.Sample(3_000_000_000L, Map.of("Turns", 150L));
        assertEquals(25, later.rate(first, "Turns"));
    }

    @Test
    void aServerThatDoesNotRunIsToldAndHowToStartIt() {
        Launch launch = Launch.of("top", "9", "--pid", "1");
        assertEquals(1, launch.status());
        assertEquals("xps: no stage-09-production runs as process 1; start it with ./xps run 9\n",
                launch.err());
    }

    @Test
    void aServerWithoutCountersIsTold() {
        try (ServerProcess server = CourseServer.named("8").program().start()) {
            Launch launch = Launch.of("top", "8", "--pid", Long.toString(server.handle().pid()));
            assertEquals(1, launch.status());
            assertTrue(launch.err().contains("stage-08-nonblocking does not count"), launch.err());
        }
    }

    @Test
    void ofSeveralOneMustBeChosen() {
        CourseServer nine = CourseServer.named("9");
        try (ServerProcess one = nine.program().start(); ServerProcess other = nine.program().start()) {
            Launch launch = Launch.of("top", "9");
            assertEquals(1, launch.status());
            for (ServerProcess server : List.of(one, other))
                assertTrue(launch.err().contains(Long.toString(server.handle().pid())), launch.err());
        }
    }

    /** The sum of a column from that line on: what is a second's in each. */
    private long sum(int from, int column) {
        return lines().stream().skip(from)
                .mapToLong(line -> Long.parseLong(line.strip().split(" +")[column].replace(",", ""))).sum();
    }

    private List<String> columns(int line) {
        return List.of(lines().get(line).strip().split(" +"));
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }
}
