package expserver.specs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What faults of clients say of a server for which the small memory of the specs does not speak first. */
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells what a process uses")
class PeerFaultsTest {
    private static final List<String> MUCH_MEMORY = List.of("-Xmx1g");

    @Test
    void aServerThatTakesAllThatIsSentHoards() throws IOException {
        Program hoarding = new Program(
                (ports, more) -> ServerProcess.java(MUCH_MEMORY, System.getProperty("java.class.path"),
                        BadServer.class.getName(),
                        List.of("HOARDS:ALWAYS", ports.get(0).toString())),
                List.of(0), "127.0.0.1", Map.of(), Path.of(""));
        LifeFaultsTest.assertVerdict("✘ hoards", "one that never reads", hoarding);
    }
}
