package expserver.specs;

import expserver.specs.BadServer.Deed;
import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fault of that name says of a server that rests when it cannot accept, and of one that does not. */
@Isolated("beside a dozen other processes a server cannot burn much of a CPU")
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells what a process uses")
class NoDescriptorsTest {
    @ParameterizedTest
    @CsvSource({"ANSWERS, ✔", "SPINS, ✘ burns CPU"})
    void verdict(Deed deed, String verdict) throws IOException {
        LifeFaultsTest.assertVerdict(verdict, "no descriptors left", LifeFaultsTest.badServer(deed));
    }
}
