package expserver.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
    private static final CpuTime EARLIER = new CpuTime(Map.of("7", 100L, "8", 1_000L), 0);

    @Test
    void theThreadsTellItToTheNanosecond() {
        assertEquals(55, new CpuTime(Map.of("7", 111L, "8", 1_001L, "9", 43L), 20_000_000).since(EARLIER));
    }

    @Test
    void aThreadThatHasEndedIsInTheWholeOnly() {
        assertEquals(50_000_000, new CpuTime(Map.of("7", 10_000_100L), 50_000_000).since(EARLIER));
    }

    @Test
    void thisProcessUsesWhatItsThreadsUse() {
        CpuTime before = CpuTime.of(ProcessHandle.current().pid());
        long end = System.nanoTime() + 50_000_000;
        while (System.nanoTime() < end) Thread.onSpinWait();
        assertTrue(CpuTime.of(ProcessHandle.current().pid()).since(before) > 0);
    }
}
