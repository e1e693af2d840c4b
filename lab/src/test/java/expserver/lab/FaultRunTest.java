package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.specs.Fault;
import expserver.specs.Fault.Trait;
import expserver.specs.Faults;
import expserver.specs.StartFailure;
import expserver.specs.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultRunTest {
    private static final Fault FIRST = fault("first");
    private static final Fault ALONE = fault("alone", Trait.ALONE);
    private static final Fault QUIET = fault("quiet", Trait.QUIET);
    private static final Fault FRAMING = fault("framing", Trait.FRAMING);
    private static final Fault LAST = fault("last");

    private final List<Faults> groups = List.of(new Faults("One", List.of(FIRST, ALONE, QUIET)),
            new Faults("Two", List.of(FRAMING, LAST)));
    private final List<String> met = Collections.synchronizedList(new ArrayList<>());

    /** Does something when it meets a fault, two at once. */
    private record Reacting(Consumer<Fault> reaction) implements Candidate {
        @Override
        public String name() {
            return "server";
        }

        @Override
        public int atOnce() {
            return 2;
        }

        @Override
        public Trial meet(Fault fault) {
            reaction.accept(fault);
            return new Trial(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
        }
    }

    /** Nothing can be told of it. */
    private record Unmeasured(boolean measurable) implements Candidate {
        @Override
        public String name() {
            return "server";
        }

        @Override
        public Trial meet(Fault fault) {
            return new Trial(Optional.empty(), Optional.of("no prlimit"), List.of(), List.of(), List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatCanBeMeasuredAndIsNotIsNotAsExpected(boolean measurable) {
        Result result = Result.of(new Unmeasured(measurable), "One", FIRST);
        assertEquals("- not measured: no prlimit", result.summary());
        assertEquals(!measurable, result.expected());
    }

    @Test
    void onLinuxAServerOfTheCourseCanBeMeasured() throws IOException {
        boolean linux = System.getProperty("os.name").equals("Linux");
        assertEquals(linux,
                Candidate.ofTheCourse(List.of(CourseServer.named("9")), false).get(0).measurable());
    }

    @Test
    void resultsComeInTheOrderOfTheGroupsAndFaultsThatNeedTheMachineAreTheLast() throws Exception {
        List<Result> results = run(Profile.LINES, fault -> met.add(fault.name()));
        assertEquals(List.of("One first", "One alone", "One quiet", "Two framing", "Two last"),
                results.stream().map(r -> r.group() + " " + r.spec()).toList());
        assertEquals("first", met.get(0));
        assertEquals(List.of("quiet", "alone"), met.subList(3, 5));
    }

    @Test
    @Timeout(60)
    void faultsThatDoNotNeedTheMachineMeetTheServerAtTheSameTime() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        List<Result> results = run(Profile.LINES, fault -> {
            if (fault == FRAMING || fault == LAST) await(both);
        });
        assertEquals(List.of(), results.stream().filter(Result::failed).toList());
    }

    @Test
    void aServerThatDoesNotStartIsNotTriedAgain() throws Exception {
        List<Result> results = run(Profile.LINES, fault -> {
            met.add(fault.name());
            throw new StartFailure("no such program");
        });
        assertEquals(List.of("first"), met);
        assertEquals(List.of("✘ did not start", "- not measured: it did not start",
                "- not measured: it did not start", "- not measured: it did not start",
                "- not measured: it did not start"), summaries(results));
    }

    @Test
    void faultsThatNeedLinesAreNotForServersThatKnowNone() throws Exception {
        List<Result> results = run(Profile.SEGMENTS, fault -> met.add(fault.name()));
        assertEquals(Set.of("first", "alone", "quiet", "last"), Set.copyOf(met));
        assertEquals(List.of("✔", "✔", "✔", "- not in this profile", "✔"), summaries(results));
    }

    @Test
    void aFaultThatBreaksEndsNothingButItself() throws Exception {
        List<Result> results = run(Profile.LINES, fault -> {
            if (fault == LAST) throw new IllegalStateException("broken");
        });
        assertEquals(List.of("✔", "✔", "✔", "✔", "✘ the client failed"), summaries(results));
        assertEquals("java.lang.IllegalStateException: broken", results.get(4).message());
    }

    @Test
    void aTerminalShowsHowFarItIsAndNothingOfThatIsLeft() throws Exception {
        StringWriter shown = new StringWriter();
        run(Profile.LINES, fault -> {}, new Progress(new PrintWriter(shown), true));
        String[] lines = shown.toString().split("\r\u001b\\[K", -1);
        assertEquals("server, 1 of 1: 0 of 5, first", lines[1]);
        assertEquals("server, 1 of 1: 4 of 5, about 0 s left, alone", lines[lines.length - 3]);
        assertEquals("", lines[lines.length - 1]);
    }

    private List<Result> run(Profile profile, Consumer<Fault> reaction) throws InterruptedException {
        return run(profile, reaction, new Progress(null, false));
    }

    private List<Result> run(Profile profile, Consumer<Fault> reaction, Progress progress)
            throws InterruptedException {
        return new FaultRun(groups, profile, progress).run(List.of(new Reacting(reaction)));
    }

    private static List<String> summaries(List<Result> results) {
        return results.stream().map(Result::summary).toList();
    }

    private static Fault fault(String name, Trait... traits) {
        return new Fault(name, Set.of(traits), subject -> {});
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
