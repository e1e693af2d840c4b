package expserver.specs;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.specs.BadServer.Deed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the faults in a server's life say of shell commands that start a bad server. */
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells what a process uses")
class LifeFaultsTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @CsvSource(
            textBlock = """
                    # fault                   | command                                                      | verdict
                    a port in use             | SERVER PORTS or { echo cannot listen on PORTS; exit 1; }     | ✔
                    a port in use             | exec SERVER PORTS                                            | ✘ wrong exit
                    bad arguments             | exec SERVER PORTS                                            | ✔
                    bad arguments             | serve() { [ $# = 0 ] && exec SERVER PORTS; exit 1; }; serve  | ✘ wrong exit
                    bad arguments             | serve() { [ $# = 0 ] && exec SERVER PORTS; echo $*; }; serve | ✘ wrong exit
                    SIGTERM idle, and restart | exec SERVER PORTS                                            | ✔
                    SIGTERM idle, and restart | SERVER PORTS; exit 3                                         | ✘ wrong exit
                    SIGTERM with replies owed | exec SERVER PORTS                                            | ✘ closed
                    SIGTERM under 8 streams   | exec SERVER PORTS                                            | ✘ closed
                    SIGTERM, a silent client  | exec SERVER PORTS                                            | ✔
                    SIGTERM, a silent client  | trap "" TERM; exec SERVER PORTS                              | ✘ wrong exit
                    a second instance         | exec SERVER PORTS                                            | ✔
                    a second instance         | SERVER PORTS or exit 0                                       | ✘ wrong exit
                    SIGKILL and restart       | exec SERVER PORTS                                            | ✔
                    """,
            delimiter = '|')
    void verdict(String fault, String command, String verdict) throws IOException {
        try (Port first = new Port(); Port second = new Port()) {
            List<Integer> ports = List.of(first.address().getPort(), second.address().getPort());
            String server = ServerProcess.java(CLASS_PATH, List.of()).stream().map(word -> "'" + word + "'")
                    .collect(joining(" "));
            String script = command.replace("SERVER", server).replace(" or ", " || ")
                    .replace("PORTS", ports.get(0) + " " + ports.get(1));

            assertVerdict(verdict, fault, Program.shell(script, "127.0.0.1", ports, Map.of(), Path.of("")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGTERM idle, and restart", "SIGKILL and restart"})
    void aServerThatWaitsForOldConnectionsDoesNotStartAgainAtOnce(String fault) throws IOException {
        assertVerdict("✘ refused", fault, badServer(Deed.WAITS_FOR_OLD_CONNECTIONS));
    }

    @Test
    void aServerThatTakesItsPortsAsArgumentsIsAlsoGivenOneThatThereIsNot() throws IOException {
        Program program = Program.java(CLASS_PATH,
                ports -> ports.stream().map(port -> port == 65_536 ? "no such port" : "" + port).toList(), 2);

        SpecFailure failure = trial("bad arguments", program).failure().orElseThrow();
        assertEquals("wrong exit: the server was started with the argument 65536",
                failure.getMessage().lines().findFirst().get());
    }

    /** Starts a server with that flaw on two free ports. */
    static Program badServer(Deed deed) {
        return Program.java(CLASS_PATH, ports -> Stream.concat(Stream.of(deed + ":ALWAYS"),
                ports.stream().map(String::valueOf)).toList(), 2);
    }

    static void assertVerdict(String verdict, String fault, Program program) throws IOException {
        Trial trial = trial(fault, program);
        assertEquals(Optional.empty(), trial.notMeasured());
        assertEquals(verdict, trial.failure().map(failure -> "✘ " + failure.symptom()).orElse("✔"),
                () -> trial.failure().map(SpecFailure::getMessage).orElse(""));
    }

    static Trial trial(String fault, Program program) throws IOException {
        return Trial.of(Faults.ALL.stream().flatMap(group -> group.faults().stream())
                .filter(f -> f.name().equals(fault)).findFirst().orElseThrow(), program);
    }
}
