package expserver.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinningTest {
    @ParameterizedTest
    @CsvSource({"0-1, 0, 1", "'0,2-13', 0, 13", "'10,12', 10, 12", "4-7, 4, 7"})
    void theServerHasTheLastCoreAndTheLoadTheFirst(String allowed, String first, String last) {
        Pinning pinning = Pinning
                .of("Cpus_allowed:\t3\nCpus_allowed_list:\t" + allowed + "\nMems_allowed:\t1\n");
        assertEquals(List.of("taskset", "-c", last, "java", "Main"), pinning.server(List.of("java", "Main")));
        assertEquals(List.of("taskset", "-c", first, "java"), pinning.load(List.of("java")));
        assertEquals("server on core %s, load on core %s".formatted(last, first), pinning.description());
    }

    @Test
    void oneCoreIsTold() {
        Pinning pinning = Pinning.of("Cpus_allowed_list:\t12\nMems_allowed:\t1\n");
        assertEquals(List.of("java"), pinning.server(List.of("java")));
        assertEquals("one core, which server and load share", pinning.description());
    }
}
