package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.KnownFailure;
import expserver.specs.Spec;
import expserver.specs.SpecFailure;
import expserver.specs.StartFailure;
import expserver.specs.Symptom;
import expserver.specs.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private static final Terminal PIPE = new Terminal(false, false);
    private static final Symptom WRONG = Symptom.WRONG_REPLY;

    @KnownFailure(spec = "multiple clients", symptom = Symptom.NO_REPLY, because = "it sleeps",
            fixedIn = "two")
    private static final class Flawed {
    }

    /** Fails those specs, of which the course expects that "multiple clients" gets no reply. */
    private record Actor(String name, Map<String, Symptom> failures) implements Candidate {
        @Override
        public Verdict verify(Spec spec) throws IOException {
            KnownFailure flaw = Flawed.class.getAnnotation(KnownFailure.class);
            return new Verdict(spec.name(),
                    Optional.ofNullable(failures.get(spec.name())).map(s -> new SpecFailure(s, "as\ntold")),
                    Optional.of(flaw).filter(f -> f.spec().equals(spec.name())));
        }
    }

    private final StringWriter shown = new StringWriter();

    @Test
    void aRowShowsAServerAndALineUnderTheTableEachFailure() {
        run(PIPE, new Actor("one", Map.of("multiple clients", Symptom.NO_REPLY, "error handling", WRONG)),
                new Actor("another", Map.of("multiple clients", Symptom.NO_REPLY)));
        assertEquals("""
                         single  multiple  error  non-blocking
                one      ✔       ✘         ✘      ✔
                another  ✔       ✘         ✔      ✔

                one, multiple clients: ✘ expected here: no reply, because it sleeps (cured in two)

                one, error handling: ✘ wrong reply
                  wrong reply: as
                  told

                another, multiple clients: ✘ expected here: no reply, because it sleeps (cured in two)
                """, shown.toString());
    }

    @Test
    void aKnownFailureThatDoesNotHappenIsNotExpected() {
        List<Result> results = run(PIPE, new Actor("one", Map.of()));
        assertTrue(results.get(1).passed());
        assertFalse(results.get(1).expected());
        assertTrue(shown.toString().contains("\none, multiple clients: ✔, but expected here: no reply"));
    }

    @Test
    void aKnownFailureWithAnotherSymptomIsNotExpected() {
        assertFalse(run(PIPE, new Actor("one", Map.of("multiple clients", WRONG))).get(1).expected());
        assertTrue(shown.toString().contains("✘ wrong reply, but expected here: no reply"));
        assertTrue(shown.toString().contains("\n  wrong reply: as\n  told\n"));
    }

    @Test
    void aServerThatDoesNotStartIsNotTriedAgain() {
        Candidate absent = new Candidate.Started("absent", () -> {
            throw new StartFailure("no such program");
        }, Candidate.NO_COURSE);
        assertEquals(1, run(PIPE, absent).size());
        assertTrue(shown.toString().contains("\nabsent  ✘\n"));
        assertTrue(shown.toString().contains("did not start\n  no such program\n"));
    }

    @Test
    void aServerThatNeedsANewerJdkSaysSoAndFailsNothing() {
        assertEquals(4, run(PIPE, new Candidate.TooNew("new", 99), new Actor("one", Map.of())).size());
        assertTrue(shown.toString().contains("\nnew  needs JDK 99\none  ✔ "), shown::toString);
    }

    @Test
    void aTerminalShowsTheSpecThatRunsAndColours() {
        run(new Terminal(true, true), new Actor("one", Map.of("multiple clients", Symptom.NO_REPLY)));
        assertTrue(shown.toString().contains("one  …\b\u001b[32m✔\u001b[0m       …\b\u001b[33m✘\u001b[0m"));
    }

    private List<Result> run(Terminal terminal, Candidate... candidates) {
        PrintWriter out = new PrintWriter(shown);
        List<Result> results = new Scoreboard(out, terminal).run(List.of(candidates));
        out.flush();
        return results;
    }
}
