package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Expectation;
import expserver.specs.Faults;
import expserver.specs.Symptom;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownFaultsTest {
    @Test
    void aRowIsForAllItsServersAndFaults() throws IOException {
        KnownFaults known = KnownFaults.of(List.of("# a comment", "", //
                " 6; stage-07-core-loop | UTF-8; 500 idle | no reply | it blocks | 8 "), Faults.ALL);
        Expectation expected = new Expectation(Symptom.NO_REPLY, "it blocks", "stage-08-nonblocking");
        for (String server : List.of("6", "7"))
            assertEquals(Map.of("UTF-8", expected, "500 idle", expected),
                    known.of(CourseServer.named(server)));
        assertEquals(Map.of(), known.of(CourseServer.named("8")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '"', value = {
            "99 | UTF-8 | no reply | it blocks | 8                 ! unknown server '99'",
            "6 | UTF-8 | no reply | it blocks | 99                 ! unknown server '99'",
            "6 | UTF-9 | no reply | it blocks | 8                  ! unknown fault 'UTF-9'; there are: UTF-8",
            "6 | UTF-8 | silence | it blocks | 8                   ! unknown symptom 'silence'",
            "6 | UTF-8; UTF-8 | no reply | it blocks | 8           ! 'UTF-8' of stage-06-listener is in two rows",
            "6 | UTF-8 | no reply | it blocks                      ! server | faults | symptom | because"})
    void aRowThatSaysWhatCannotBeIsToldWithItsLine(String row, String told) {
        IOException e = assertThrows(IOException.class,
                () -> KnownFaults.of(List.of("# heading", row), Faults.ALL));
        assertTrue(e.getMessage().startsWith("known-failures.txt:2: "), e::getMessage);
        assertTrue(e.getMessage().contains(told), e::getMessage);
    }

    @Test
    void theFileOfTheCourseSaysWhatCanBe() throws IOException {
        KnownFaults.ofTheCourse();
    }
}
