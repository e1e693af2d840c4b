package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.lab.Result.Evidence;
import expserver.lab.Result.Outcome;
import expserver.specs.Faults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultTableTest {
    private static final Candidate ONE = new Actor("one", Map.of());
    private static final Candidate OTHER = new Candidate.Started("the-other", "other", null, Map.of(), true);
    private static final Candidate NEW = new Candidate.TooNew("the-new", "new", 99);

    @Test
    void aRowIsAFaultAndAColumnAServer() {
        assertEquals("""
                             one  other  new
                First
                  a fault    ✔    ✘      -
                  another    -    ✔      -
                Second
                  the third  ✘    ✔      -

                the-new needs JDK 99

                the-other, a fault: ✘ wrong reply
                  wrong reply: as
                  told

                ✘ expected here: no reply
                  one: the third

                - only Linux has /proc
                  one: another
                """, shown(List.of(ONE, OTHER, NEW),
                List.of(passed("one", "First", "a fault"), notMeasured("one", "First", "another"),
                        known("one", "Second", "the third"), failed("the-other", "First", "a fault"),
                        passed("the-other", "First", "another"),
                        passed("the-other", "Second", "the third"))));
    }

    @Test
    void aReasonIsGivenOnceWithAllThatItIsTheReasonOf() {
        assertEquals("""

                ✘ expected here: no reply
                  one: a; b
                  the-other: b
                """, underTable(known("one", "First", "a"), known("one", "First", "b"),
                known("the-other", "First", "b")));
    }

    @Test
    void whatShouldHaveBeenMeasuredIsToldOnceAndWithItsServer() {
        assertEquals("""

                one, a: - not measured: no prlimit
                """, underTable(result("one", "First", "a", Outcome.NOT_MEASURED, false,
                "- not measured: no prlimit")));
    }

    @Test
    void notesAreShownAndWhatPassesButShouldNot() {
        Result noted = new Result("one", "First", "b", Outcome.PASSED, null, true, "✔", null,
                List.of("saw this", "and that"), 1, Evidence.NONE);
        Result better = new Result("one", "First", "a", Outcome.PASSED, null, false,
                "✔, but expected here: x", null, List.of(), 1, Evidence.NONE);
        assertEquals("""

                one, a: ✔, but expected here: x

                one, b: saw this; and that
                """, underTable(better, noted));
    }

    @Test
    void theTableOfTheCourseFitsInto100Columns() {
        List<Candidate> course = CourseServer.ALL.stream()
                .<Candidate>map(server -> new Candidate.TooNew(server.name(), server.shortName(), 99))
                .toList();
        List<Result> results = Faults.ALL.stream().flatMap(group -> group.faults().stream()
                .map(fault -> passed("06", group.heading(), fault.name()))).toList();
        String table = shown(course, results).split("\n\n")[0];
        assertEquals(List.of(), table.lines().filter(line -> line.length() > 100).toList());
    }

    private static String underTable(Result... results) {
        String shown = shown(List.of(ONE, OTHER), List.of(results));
        return shown.substring(shown.indexOf("\n\n") + 1);
    }

    private static String shown(List<Candidate> candidates, List<Result> results) {
        StringWriter shown = new StringWriter();
        PrintWriter out = new PrintWriter(shown);
        new FaultTable(out, new Terminal(false, false), candidates, results).print();
        out.flush();
        return shown.toString();
    }

    private static Result passed(String server, String group, String fault) {
        return result(server, group, fault, Outcome.PASSED, true, "✔");
    }

    private static Result known(String server, String group, String fault) {
        return result(server, group, fault, Outcome.FAILED, true, "✘ expected here: no reply");
    }

    private static Result failed(String server, String group, String fault) {
        return result(server, group, fault, Outcome.FAILED, false, "✘ wrong reply");
    }

    private static Result notMeasured(String server, String group, String fault) {
        return result(server, group, fault, Outcome.NOT_MEASURED, true, "- only Linux has /proc");
    }

    private static Result result(String server, String group, String fault, Outcome outcome, boolean expected,
            String summary) {
        return new Result(server, group, fault, outcome, null, expected, summary, "wrong reply: as\ntold",
                List.of(), 1, Evidence.NONE);
    }
}
