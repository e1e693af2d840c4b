package expserver.lab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import expserver.lab.KnownFaults;
import expserver.specs.Fault;
import expserver.specs.Faults;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class RobustnessTest {
    private static final List<Faults> GROUPS = List.of(group("Stream", "CR LF", "UTF-8"),
            group("Cost", "idle"));

    @Test
    void aServerSurvivesWhatIsNotKnownToBeItsFailure() throws Exception {
        List<String> lines = robustness("6; 7 | UTF-8 | no reply | it blocks | 8").lines(List.of());
        assertEquals(List.of("fault", "01", "02", "03", "06", "07", "08"), cells(lines.get(0)).subList(0, 7));
        assertEquals("**Stream**", cells(lines.get(2)).get(0));
        assertEquals(List.of("CR LF", "✔", "✔", "✔", "✔", "✔", "✔"), cells(lines.get(3)).subList(0, 7));
        assertEquals(List.of("UTF-8", "✔", "✔", "✔", "✘", "✘", "✔"), cells(lines.get(4)).subList(0, 7));
        assertEquals("**Cost**", cells(lines.get(5)).get(0));
        assertEquals("idle", cells(lines.get(6)).get(0));
        assertEquals(7, lines.size());
    }

    @Test
    void theFailuresOfAServerStandInTheOrderOfTheFaults() throws Exception {
        assertEquals("""
                | fault | symptom   | because   | cured in |
                | ----- | --------- | --------- | -------- |
                | UTF-8 | no reply  | it blocks | stage-08-nonblocking |
                | idle  | burns CPU | it turns  | epoll |
                """, String.join("\n", robustness("3 | idle | burns CPU | it turns | epoll",
                "3 | UTF-8 | no reply | it blocks | 8", "6 | CR LF | closed | it ends | 8")
                .lines(List.of("3"))) + "\n");
    }

    @Test
    void anythingElseIsAMistake() throws Exception {
        Robustness robustness = robustness();
        assertThrows(Flaw.class, () -> robustness.lines(List.of("6", "7")));
        assertThrows(TypeConversionException.class, () -> robustness.lines(List.of("99")));
    }

    private static Robustness robustness(String... rows) throws IOException {
        return new Robustness(GROUPS, KnownFaults.of(List.of(rows), GROUPS));
    }

    private static Faults group(String heading, String... names) {
        return new Faults(heading,
                Stream.of(names).map(name -> new Fault(name, Set.of(), subject -> {})).toList());
    }

    private static List<String> cells(String line) {
        return List.of(line.replaceAll("^\\| | *\\|$", "").split(" *\\| "));
    }
}
