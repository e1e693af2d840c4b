package expserver.lab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolatileTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"127.0.0.1:32768 opened | 127.0.0.1:60999 opened", "[::1]:45678 | [::1]:50000",
                    "localhost:45678, | localhost:33333,", "12 ms | 1.5 s",
                    "took 45.7 seconds | took 1 second",
                    "real 0m1.234s | real 1m0.002s", "cpu=112.00ms elapsed=3.21s | cpu=9ms elapsed=12.0s",
                    "4,325,376 bytes | 17 bytes", "12 MiB at 1.2 GB/s | 4.1 MiB at 900 kB/s",
                    "process 4711, | process 12,",
                    "pid=4711 | pid=99", "[1] 4711 | [1] 99", "tid=0x7f3a | tid=0xdeadBEEF",
                    "at (java.base@17.0.15/Native Method) | at (java.base@25/Native Method)",
                    "x    12 ms y | x  112 ms y"})
    void whatDiffersFromRunToRunIsNoDifference(String one, String another) {
        assertEquals(removed(one, false), removed(another, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"127.0.0.1:8001 | 127.0.0.1:8002", "127.0.0.1:32767 | 127.0.0.1:32768",
                    "127.0.0.1:60999 | 127.0.0.1:61000", "100 clients | 101 clients", "12 ms | 12 bytes",
                    "a  b | a b",
                    "12 ms late | 12 ms early", "Process 7 of 8 | Process 7 of 9", "99.7% | 3%"})
    void allElseIsADifference(String one, String another) {
        assertNotEquals(removed(one, false), removed(another, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"99.7% java | 3% java", "ESTAB 0      2626560 | ESTAB 12 45", "8001 | 9"})
    void numbersAreNoDifferenceIfThePageSaysSo(String one, String another) {
        assertNotEquals(removed(one, false), removed(another, false));
        assertEquals(removed(one, true), removed(another, true));
    }

    private static List<String> removed(String line, boolean numbers) {
        return Volatile.removedFrom(List.of(line), numbers);
    }
}
