package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class SoakCommandTest {
    @Test
    void aSoakTellsItsSeedAndWhatTheServerUses() {
        Launch launch = Launch.of("soak", "8", "--minutes", "0.02", "--seed", "7");
        String[] lines = launch.out().split("\n");
        assertEquals("stage-08-nonblocking for 0.02 minutes, --seed 7", lines[0]);
        assertTrue(lines[1].startsWith("before: "), launch.out());
        assertTrue(lines[2].startsWith("after:  "), launch.out());
        assertTrue(lines[3].endsWith(" clients were served as they should be"), launch.out());
        assertEquals(0, launch.status());
    }

    @Test
    void aServerThatFreezesFails() {
        Launch launch = Launch.of("soak", "7", "--minutes", "0.5", "--seed", "7");
        assertTrue(launch.out().contains("✘ no reply: a client, "), launch.out());
        assertEquals(1, launch.status());
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1001", "NaN"})
    void aTimeThatIsNoneIsBadUsage(String minutes) {
        Launch launch = Launch.of("soak", "8", "--minutes=" + minutes);
        assertTrue(launch.err().startsWith("xps: --minutes has to be more than 0, and 1000 at most "),
                launch.err());
        assertEquals(2, launch.status());
    }
}
