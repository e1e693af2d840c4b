package expserver.lab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {
    private static final String RUN = """
            {"machine": {"cpu": "A CPU", "cores": 2, "memoryBytes": 8589934592, "system": "Linux 6.18", "jdk": "25.0.1"},
             "settings": {"rounds": 3, "warmupSeconds": 2, "seconds": 2.5, "command": "./xps bench --json FILE"},
             "measurements": [%s]}
            """;

    @Test
    void aLoadShowsTheMedianOfItsRounds() throws Exception {
        assertEquals("""
                | server               | requests/s | ratio (spread)      | CPU µs/request |
                | -------------------- | ---------- | ------------------- | -------------- |
                | stage-08-nonblocking | 98,800     | 0.96 (0.90 to 0.99) | 8.12 |
                | c                    | 100,000    | base (1.00 to 1.20) | 8 |
                """, lines(List.of("fast"), served("fast", 8, 1, 90_000), c("fast", 1, 100_000),
                served("fast", 8, 2, 98_765), c("fast", 2, 100_000), served("fast", 8, 3, 115_200),
                c("fast", 3, 120_000)));
    }

    @Test
    void withoutCTheFirstThatTakesPartIsTheBase() throws Exception {
        assertEquals("""
                | server               | requests/s | ratio (spread)      | CPU µs/request |
                | -------------------- | ---------- | ------------------- | -------------- |
                | stage-07-core-loop   | 1,000      | base (1.00 to 1.00) | 8.12 |
                | stage-08-nonblocking | 2,000      | 2.00 (2.00 to 2.00) | 8.12 |
                """, lines(List.of("fast"), served("fast", 7, 1, 1000), served("fast", 8, 1, 2000)));
    }

    @Test
    void namedServersStandInThatOrderAndSeveralLoadsBelowEachOther() throws Exception {
        assertEquals("""
                | load | server               | requests/s | ratio (spread)      | CPU µs/request |
                | ---- | -------------------- | ---------- | ------------------- | -------------- |
                | one  | stage-08-nonblocking | 900        | 0.90 (0.90 to 0.90) | 8.12 |
                | one  | c                    | 1,000      | base (1.00 to 1.00) | 8 |
                | two  | stage-08-nonblocking | 90         | 0.90 (0.90 to 0.90) | 8.12 |
                | two  | c                    | 100        | base (1.00 to 1.00) | 8 |
                """, lines(List.of("one,two", "8", "c"), c("one", 1, 1000), served("one", 8, 1, 900),
                served("one", 7, 1, 950), c("two", 1, 100), served("two", 8, 1, 90)));
    }

    @Test
    void latencyAndMemoryAreShownAndTheMegabytesOfLongLines() throws Exception {
        assertEquals("""
                | server | MB/s  | p50 µs | p99 µs | p99.9 µs | max µs | bytes/request | MiB |
                | ------ | ----- | ------ | ------ | -------- | ------ | ------------- | --- |
                | node   | 1,230 | 1.5    | 20.2   | 300      | 4,000  | 0.123         | 2 |
                """, lines(List.of("bulk"), measurement("bulk", "node", 1, """
                "lineBytes": 4096, "megabytesPerSecond": 1234, "p50Us": 1.5, "p99Us": 20.19, "p999Us": 300,
                "maxUs": 4001, "allocatedBytesPerRequest": 0.1234, "residentBytes": 2097152""")));
    }

    @Test
    void whoIsAskedNothingShowsWhatAConnectionCosts() throws Exception {
        String idle = """
                "requestsPerSecond": 0, "idle": 512, "residentBytesBefore": 2097152, "residentBytes": 3145728""";
        assertEquals("""
                | server | MiB | KiB/connection |
                | ------ | --- | -------------- |
                | c      | 3   | 2 |
                """, lines(List.of("idle"), measurement("idle", "c", 1, idle)));
    }

    @Test
    void aFailureIsShownAndItsRoundCountsForNothingElse() throws Exception {
        String failure = "\"requestsPerSecond\": 9, \"cpuMicrosPerRequest\": 99, \"failure\": \"no reply\"";
        assertEquals(
                """
                        | server             | requests/s | ratio (spread)      | CPU µs/request | failure |
                        | ------------------ | ---------- | ------------------- | -------------- | ------- |
                        | stage-07-core-loop |            |                     |                | ✘ no reply |
                        | c                  | 1,000      | base (1.00 to 1.00) | 8              |  |
                        | node               | 500        | 0.50 (0.50 to 0.50) | 8.12           | ✘ 1 of 2: no reply |
                        """,
                lines(List.of("silent"), measurement("silent", "stage-07-core-loop", 1, failure),
                        c("silent", 1, 1000), c("silent", 2, 1000), served("silent", "node", 1, 500),
                        measurement("silent", "node", 2, failure)));
    }

    @Test
    void besideSilentClientsItIsToldWhatIsKeptOfTheRateAlone() throws Exception {
        assertEquals(
                """
                        | load       | server               | requests/s | ratio (spread)      | kept (spread)       | CPU µs/request |
                        | ---------- | -------------------- | ---------- | ------------------- | ------------------- | -------------- |
                        | silent-0   | stage-08-nonblocking | 1,500      | base (0.67 to 1.33) |                     | 8.12 |
                        | silent-100 | stage-08-nonblocking | 1,300      | base (0.62 to 1.38) | 0.85 (0.80 to 0.90) | 8.12 |
                        """,
                lines(List.of("silent-0,silent-100"), served("silent-0", 8, 1, 1000),
                        served("silent-0", 8, 2, 2000), besideSilent(1, 800), besideSilent(2, 1800)));
    }

    @Test
    void foreignLoadIsShownWhereItWasHigh() throws Exception {
        assertEquals("""
                | server | foreign load |
                | ------ | ------------ |
                | c      | 13 % |
                | node   |  |
                """, lines(List.of("fast"), measurement("fast", "c", 1, "\"foreignLoad\": 0.126"),
                measurement("fast", "node", 1, "\"foreignLoad\": 0.1")));
        assertFalse(lines(List.of("fast"), measurement("fast", "node", 1, "\"foreignLoad\": 0.1"))
                .contains("foreign"));
    }

    @Test
    void targetsAreRatiosInARoundAndOneThatIsNotReachedIsMarked() throws Exception {
        assertEquals(
                """
                        | load           | stage 8 by c               | by the best Netty   | its CPU by that of stage 8 | stage 9 by stage 8         | epoll by c |
                        | -------------- | -------------------------- | ------------------- | -------------------------- | -------------------------- | ---------- |
                        | ping-pong-64   | 1.00 (1.00 to 1.00)        | 1.11 (1.11 to 1.25) | 1.00 (1.00 to 1.00) ✘ 1.05 | 0.90 (0.90 to 0.90) ✘ 0.97 |  |
                        | ping-pong-1000 |                            |                     |                            |                            |  |
                        | pipelined      |                            |                     |                            |                            |  |
                        | bulk           | 0.80 (0.80 to 0.80) ✘ 0.85 |                     |                            |                            |  |
                        """,
                lines(List.of("targets"), c("ping-pong-64", 1, 1000), c("ping-pong-64", 2, 1000),
                        c("ping-pong-64", 3, 1000), served("ping-pong-64", 8, 1, 1000),
                        served("ping-pong-64", 8, 2, 1000), served("ping-pong-64", 8, 3, 1000),
                        served("ping-pong-64", 9, 1, 900), served("ping-pong-64", "netty-nio", 1, 800),
                        served("ping-pong-64", "netty-epoll", 1, 900),
                        served("ping-pong-64", "netty-nio", 2, 900),
                        served("ping-pong-64", "netty-nio", 3, 800), c("bulk", 1, 100),
                        served("bulk", 8, 1, 80)));
    }

    @Test
    void theMachineTellsWhereAndHowWasMeasured() throws Exception {
        assertEquals("""
                | what      | which |
                | --------- | ----- |
                | processor | A CPU, 2 cores |
                | memory    | 8 GiB |
                | system    | Linux 6.18 |
                | JDK       | 25.0.1 |
                | command   | `./xps bench --json FILE` |
                | rounds    | 3, each of 2.5 s after a warm-up of 2 s |
                """, lines(List.of("machine")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'' | bench needs a load, or machine, or targets: <!-- bench ping-pong-64 8 c -->",
            "slow | no load 'slow' in docs/performance.json; it has fast, wide",
            "wide 9 | no server '9' in wide of docs/performance.json; it has stage-08-nonblocking, c"})
    void whatWasNotMeasuredIsAMistake(String arguments, String message) {
        List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
        Flaw flaw = assertThrows(Flaw.class,
                () -> lines(words, served("fast", 9, 1, 1), served("wide", 8, 1, 1),
                        c("wide", 1, 1)));
        assertEquals(message, flaw.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"machine\": "})
    void aFileThatIsNoRunIsAMistake(String json) {
        Flaw flaw = assertThrows(Flaw.class, () -> Bench.of(json));
        assertEquals("docs/performance.json is no run: ./xps bench --json docs/performance.json writes one",
                flaw.getMessage());
    }

    private static String c(String load, int round, double rate) {
        return measurement(load, "c", round,
                "\"requestsPerSecond\": %s, \"cpuMicrosPerRequest\": 8, \"megabytesPerSecond\": 1"
                        .formatted(rate));
    }

    private static String served(String load, int stage, int round, double rate) {
        String server = switch (stage) {
            case 7 -> "stage-07-core-loop";
            case 8 -> "stage-08-nonblocking";
            default -> "stage-09-production";
        };
        return served(load, server, round, rate);
    }

    private static String served(String load, String server, int round, double rate) {
        return measurement(load, server, round,
                "\"requestsPerSecond\": %s, \"cpuMicrosPerRequest\": 8.1234".formatted(rate));
    }

    private static String besideSilent(int round, double rate) {
        return measurement("silent-100", "stage-08-nonblocking", round,
                "\"silent\": 100, \"requestsPerSecond\": %s, \"cpuMicrosPerRequest\": 8.1234"
                        .formatted(rate));
    }

    private static String measurement(String load, String server, int round, String figures) {
        return "{\"load\": \"%s\", \"server\": \"%s\", \"round\": %d, %s}".formatted(load, server, round,
                figures);
    }

    private static String lines(List<String> arguments, String... measurements) throws Flaw {
        String run = RUN.formatted(String.join(",\n", measurements));
        return String.join("\n", Bench.of(run).lines(arguments)) + "\n";
    }
}
