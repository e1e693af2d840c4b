package expserver.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchRunTest {
    private final List<String> order = new ArrayList<>();
    private final List<Integer> kept = new ArrayList<>();
    private final StringWriter out = new StringWriter();

    @Test
    void inEachRoundEveryServerHasItsTurnAndEachLoadIsKeptWhenItIsOver() throws IOException {
        assertTrue(run("ping-pong-1,bulk", "8,9", 2, Set.of()));
        assertEquals(List.of("ping-pong-1 1 8", "ping-pong-1 1 9", "ping-pong-1 2 8", "ping-pong-1 2 9",
                "bulk 1 8",
                "bulk 1 9", "bulk 2 8", "bulk 2 9"), order);
        assertEquals(List.of(4, 8), kept);
    }

    @Test
    void aloneAndBesideSilentClientsAServerIsMeasuredInTheSameRound() throws IOException {
        assertTrue(run("silent-0,silent-100", "8,9", 2, Set.of()));
        assertEquals(List.of("silent-0 1 8", "silent-100 1 8", "silent-0 1 9", "silent-100 1 9",
                "silent-0 2 8", "silent-100 2 8", "silent-0 2 9", "silent-100 2 9"), order);
        assertEquals(List.of(7, 8), kept);
    }

    @Test
    void aServerThatMustServeMayNotFailOnce() throws IOException {
        assertFalse(run("silent-1", "8,9", 2, Set.of("silent-1 1 8")));
        assertEquals(4, order.size());
        assertTrue(out.toString().contains("✘ in round 1: no reply"), out::toString);
    }

    @Test
    void aServerThatFreezesBesideASilentClientMayFail() throws IOException {
        assertTrue(run("silent-1", "7,8", 2, Set.of("silent-1 1 7", "silent-1 2 7")));
        assertTrue(out.toString().contains("✘ no reply"), out::toString);
    }

    private boolean run(String loads, String servers, int rounds, Set<String> failing) throws IOException {
        Lineup lineup = new Lineup(List.of(loads.split(",")).stream().map(Workload::named).toList(),
                List.of(servers.split(",")).stream().map(Contender::named).toList(), 20_000);
        BenchRun run = new BenchRun(lineup, rounds, new Times(0, 1), (load, contender, round, times) -> {
            String step = load.name() + " " + round + " " + contender.number();
            order.add(step);
            return failing.contains(step)
                    ? Measurement.failed(load, contender, round, "no reply")
                    : Rounds.of(load.name(), contender.name(), round, 1_000, 0);
        }, new PrintWriter(out));
        assertEquals(order.size() + loads.split(",").length * servers.split(",").length * rounds, run.size());
        return run.run(new PrintWriter(new StringWriter()), measurements -> kept.add(measurements.size()));
    }
}
