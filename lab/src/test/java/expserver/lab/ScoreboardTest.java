package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Symptom;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private static final Terminal PIPE = new Terminal(false, false);
    private static final Symptom WRONG = Symptom.WRONG_REPLY;

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
        assertEquals(1, run(PIPE, Actor.ABSENT).size());
        assertTrue(shown.toString().contains("\nabsent  ✘\n"));
        assertTrue(shown.toString().contains("did not start\n  no such program\n"));
    }

    @Test
    void aServerThatNeedsANewerJdkSaysSoAndFailsNothing() {
        assertEquals(4, run(PIPE, new Candidate.TooNew("new", "new", 99), new Actor("one", Map.of())).size());
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
