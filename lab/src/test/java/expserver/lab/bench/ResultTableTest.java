package expserver.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.lab.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    @Test
    void aRowHasTheMediansOfItsRoundsAndTheRatioToC() {
        assertEquals(
                """

                        ping-pong-64          requests/s    ratio (spread)    p50    p99  p99.9    max CPU µs   MiB   B/req
                        stage-08-nonblocking*     95,000  0.95 (0.90-1.10)   12.3    150  99940  2.50s   9.47  44.0    0.50
                        c                        100,000  base (1.00-1.00)   12.3    150  99940  2.50s   9.00  44.0    0.50
                        * had a round in which other programs used more than 10 % of the machine, 25 % at most
                        """,
                table("ping-pong-64", Rounds.of("8", 1, 90_000), Rounds.of("c", 1, 100_000),
                        Rounds.of("8", 2, 110_000), Rounds.of("c", 2, 100_000),
                        Rounds.of("ping-pong-64", "8", 3, 95_000, 0.25), Rounds.of("c", 3, 100_000)));
    }

    @Test
    void withoutCTheFirstIsTheBaseAndAFailureHasItsReason() {
        assertEquals(
                """

                        silent-1              requests/s    ratio (spread)    p50    p99  p99.9    max CPU µs   MiB   B/req
                        stage-08-nonblocking      90,000  base (1.00-1.00)   12.3    150  99940  2.50s   10.0  44.0    0.50
                        stage-07-core-loop    ✘ no reply
                        stage-09-production       80,000  0.89 (0.89-0.89)   12.3    150  99940  2.50s   11.3  44.0    0.50
                        stage-09-production   ✘ in round 2: reset
                        """,
                table("silent-1", Rounds.of("silent-1", "8", 1, 90_000, 0),
                        Rounds.failed("silent-1", "7", 1, "no reply"),
                        Rounds.of("silent-1", "9", 1, 80_000, 0),
                        Rounds.of("silent-1", "8", 2, 90_000, 0),
                        Rounds.failed("silent-1", "7", 2, "no reply"),
                        Rounds.failed("silent-1", "9", 2, "reset")));
    }

    @Test
    void bulkIsToldInBytesAndIdleConnectionsInMemory() {
        assertTrue(table("bulk", Rounds.of("bulk", "8", 1, 90_000, 0))
                .contains("\nbulk                        MB/s "));
        assertEquals("""

                idle-1000               MiB before   MiB with them   bytes/connection
                stage-08-nonblocking          40.0            44.0              4,194
                """, table("idle-1000", Rounds.of("idle-1000", "8", 1, 0, 0)));
    }

    @Test
    void itFitsIn100ColumnsWhateverTheFigures() {
        String table = table("ping-pong-64", huge("c", 1, 1_234_567), huge("8", 1, 12_345_678),
                huge("c", 2, 9), Rounds.failed("ping-pong-64", "8", 2, "x".repeat(200)));
        assertTrue(table.lines().allMatch(line -> line.length() <= 100), table);
        List<Integer> lengths = table.lines().skip(1).limit(3).map(String::length).toList();
        assertEquals(List.of(99, 99, 99), lengths, table);
    }

    private static Measurement huge(String server, int round, long requests) {
        Done done = new Done(1, requests, requests * 64, 99_949, 999_499, 59_999_000, 600_000_000, List.of(),
                null);
        return Measurement.of(Workload.named("ping-pong-64"), Contender.named(server), round, done,
                new Used(999_999_000L * requests, 1L << 30, 20L << 30, 1.0), 1_234_567.0);
    }

    private static String table(String load, Measurement... measurements) {
        StringWriter text = new StringWriter();
        new ResultTable(new PrintWriter(text), new Terminal(false, false), Workload.named(load),
                List.of(measurements)).print();
        return text.toString();
    }
}
