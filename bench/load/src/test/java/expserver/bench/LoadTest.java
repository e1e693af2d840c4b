package expserver.bench;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.management.ThreadMXBean;
import expserver.bench.ReversingServer.Deed;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Deed PAUSE = (number, reversed, client) -> {
        Thread.sleep(300); // the pause is what the test is about
        return reversed;
    };

    @Test
    void aClosedLoopCountsTheLinesThatTheServerAnswered() throws IOException {
        try (ReversingServer server = new ReversingServer()) {
            Launch launch = load(server,
                    "--connections 4 --in-flight 3 --bytes 100 --warmup 0 --seconds 1");
            assertEquals(List.of("ready", "measuring", "measured", "done"), launch.events());
            long requests = launch.done().get("requests").getAsLong();
            assertTrue(requests > 0, launch.out());
            assertBetween(4 + requests, 4 + requests + 4 * 3, server.lines.get()); // a first one each, some at the end
            assertEquals(100 * requests, launch.done().get("bytes").getAsLong());
            assertEquals(1, launch.done().get("seconds").getAsDouble(), 1e-6);
        }
    }

    @Test
    void latenciesAscend() throws IOException {
        try (ReversingServer server = new ReversingServer()) {
            JsonObject done = load(server, "--connections 4 --warmup 0 --seconds 1").done();
            List<Double> latencies = new ArrayList<>();
            for (String name : List.of("p50Us", "p99Us", "p999Us", "maxUs"))
                latencies.add(done.get(name).getAsDouble());
            assertEquals(latencies.stream().sorted().toList(), latencies);
            assertTrue(latencies.get(0) > 1, "a reply takes more than a microsecond: " + latencies);
            assertEquals(done.get("p99Us").getAsDouble(), percentile(done, 99));
        }
    }

    @Test
    void longLinesAndShortLinesAreVerified() throws IOException {
        try (ReversingServer server = new ReversingServer()) {
            for (int bytes : new int[]{1, 2, 4096, 100_000})
                load(server, "--connections 2 --in-flight 5 --bytes " + bytes + " --warmup 0 --seconds 0.1");
            assertTrue(server.lines.get() >= 4 * 2 * 5, "all that were under way at the end were answered");
        }
    }

    @Test
    void anOpenLoopSendsEachLineThatIsDueAndCountsThoseOfTheMeasuredTime() throws IOException {
        try (ReversingServer server = new ReversingServer()) {
            Launch launch = load(server, "--connections 3 --rate 1000 --warmup 0.2 --seconds 0.3");
            assertBetween(299, 301, launch.done().get("requests").getAsLong());
            assertBetween(3 + 500, 3 + 501, server.lines.get());
            assertTrue(launch.done().has("behindSeconds"), launch.out());
        }
    }

    @Test
    void anOpenLoopCountsAPauseOfTheServerForEachLineThatWasDueInIt() throws IOException {
        try (ReversingServer server = new ReversingServer(PAUSE.onlyOn(500))) {
            JsonObject done = load(server, "--connections 1 --rate 2000 --warmup 0 --seconds 1").done();
            assertBetween(1999, 2001, done.get("requests").getAsLong());
            // 600 of 2,000 lines are due in these 300 ms, 200 of them 200 ms or more before they end
            assertTrue(percentile(done, 75) > 40_000, done::toString);
            assertTrue(percentile(done, 90) > 190_000, done::toString);
            assertTrue(done.get("maxUs").getAsDouble() > 299_000, done::toString);
        }
    }

    @Test
    void aClosedLoopCountsAPauseOfTheServerOnce() throws IOException {
        try (ReversingServer server = new ReversingServer(PAUSE.onlyOn(50))) {
            JsonObject done = load(server, "--connections 1 --warmup 0 --seconds 1").done();
            assertTrue(percentile(done, 90) < 100_000, done::toString);
            assertTrue(done.get("maxUs").getAsDouble() > 299_000, done::toString);
        }
    }

    @Test
    void eachExchangeHasAConnectionOfItsOwn() throws IOException {
        try (ReversingServer server = new ReversingServer()) {
            Launch launch = load(server, "--connections 4 --reconnect --warmup 0 --seconds 1");
            long requests = launch.done().get("requests").getAsLong();
            assertTrue(requests > 0, launch.out());
            assertBetween(requests, requests + 4, server.accepted.get());
            assertEquals(server.accepted.get(), server.lines.get());
            assertEquals(server.accepted.get(), server.halfClosed.get());
        }
    }

    @Test
    void silentConnectionsSendUntilTheyAreStalledBeforeTheOthersBegin() throws IOException {
        try (ReversingServer server = new ReversingServer()) {
            Launch launch = load(server, "--connections 1 --silent 2 --bytes 1000 --warmup 0 --seconds 1");
            long requests = launch.done().get("requests").getAsLong();
            assertTrue(requests > 0, launch.out());
            assertEquals(3, server.accepted.get());
            assertTrue(server.lines.get() - requests > 200, "the silent ones sent no 200 kB");
        }
    }

    @Test
    void idleConnectionsHaveHadAReplyAndStayOpenUntilTheInputEnds() throws IOException {
        StringWriter out = new StringWriter();
        try (ReversingServer server = new ReversingServer();
                PipedOutputStream input = new PipedOutputStream()) {
            PipedInputStream in = new PipedInputStream(input);
            CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> Load
                    .commandLine(in, PATIENCE).setOut(new PrintWriter(out)).execute("--port", server.port(),
                            "--connections", "0", "--idle", "200", "--warmup", "0", "--seconds", "0.1"));
            await().until(() -> out.toString().contains("\"done\""));
            assertEquals(200, server.open.size());
            assertEquals(200, server.lines.get());
            assertFalse(status.isDone());

            input.write('\n');
            await().until(status::isDone);
            assertEquals(0, status.join());
            await().until(server.open::isEmpty);
        }
    }

    @Test
    void aRequestAllocatesNothing() throws IOException {
        try (ReversingServer server = new ReversingServer()) {
            allocated(server, 0.3); // loads classes
            Allocation little = allocated(server, 0.3);
            Allocation much = allocated(server, 1.5);
            long requests = much.requests - little.requests;
            assertTrue(requests > 1_000, "the server answered " + requests + " requests");
            assertBetween(0, 1, Math.max(0, much.bytes - little.bytes) / requests);
        }
    }

    private record Allocation(long requests, long bytes) {
    }

    private static Allocation allocated(ReversingServer server, double seconds) {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        JsonObject done = load(server, "--connections 4 --in-flight 16 --warmup 0 --seconds " + seconds)
                .done();
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        return new Allocation(done.get("requests").getAsLong(), bytes);
    }

    private static Launch load(ReversingServer server, String options) {
        Launch launch = Launch.of(PATIENCE, ("--port " + server.port() + " " + options).split(" "));
        assertEquals(0, launch.status(), launch::err);
        return launch;
    }

    private static double percentile(JsonObject done, double percentile) {
        return StreamSupport.stream(done.getAsJsonArray("percentiles").spliterator(), false)
                .map(JsonElement::getAsJsonArray).filter(pair -> pair.get(0).getAsDouble() == percentile)
                .findFirst().orElseThrow().get(1).getAsDouble();
    }

    private static void assertBetween(long least, long most, long actual) {
        assertTrue(least <= actual && actual <= most, actual + " is not from " + least + " to " + most);
    }
}
