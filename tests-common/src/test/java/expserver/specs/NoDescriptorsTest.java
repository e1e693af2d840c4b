package expserver.specs;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.specs.BadServer.Deed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fault of that name says of a server that rests when it cannot accept, and of one that does not. */
@Isolated("beside a dozen other processes a server cannot burn much of a CPU")
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells what a process uses")
class NoDescriptorsTest {
    private static final String FAULT = "no descriptors left";

    @ParameterizedTest
    @CsvSource({"ANSWERS, ✔", "SPINS, ✘ burns CPU"})
    void verdict(Deed deed, String verdict) throws IOException {
        LifeFaultsTest.assertVerdict(verdict, FAULT, LifeFaultsTest.badServer(deed));
    }

    @Test
    void aServerThatOpensHighNumbersFirstHasRoomBelowThem() throws IOException {
        try (Port port = new Port()) {
            int number = port.address().getPort();
            String server = ServerProcess.java(System.getProperty("java.class.path"), List.of("" + number))
                    .stream().map(word -> "'" + word + "'").collect(joining(" "));
            String script = "exec bash -c 'for fd in {200..270}; do eval \"exec $fd</dev/null\"; done; exec \"$@\"' bash "
                    + server;
            Trial trial = LifeFaultsTest.trial(FAULT,
                    Program.shell(script, "127.0.0.1", List.of(number), Map.of(), Path.of("")));
            assertEquals(Optional.of("it had a descriptor left for each newcomer, below those it had open"),
                    trial.notMeasured(), () -> trial.failure().map(SpecFailure::getMessage).orElse(""));
        }
    }
}
