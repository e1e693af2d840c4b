package expserver.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.api.util.ClearSystemProperty;

/** The JUnit base class of the stages, on servers that fail every spec. */
@ClearSystemProperty(key = "known.failures")
@ResourceLock(Resources.SYSTEM_OUT)
class ServerSpecsTest {
    private static final Set<String> FOUR = Set.of("single client", "multiple clients", "error handling",
            "non-blocking server");

    @KnownFailure(spec = "single client", symptom = Symptom.WRONG_REPLY, because = "of a flaw",
            fixedIn = "none")
    @KnownFailure(spec = "multiple clients", symptom = Symptom.CLOSED, because = "of a flaw",
            fixedIn = "none")
    @KnownFailure(spec = "error handling", symptom = Symptom.REFUSED, because = "of a flaw",
            fixedIn = "none")
    @KnownFailure(spec = "non-blocking server", symptom = Symptom.SERVER_DIED, because = "of a flaw",
            fixedIn = "none")
    static class FourFlaws extends ServerSpecs {
        @Override
        protected List<String> arguments() {
            return List.of("SENDS_GARBAGE:ON_SECOND_PORT", "CLOSES:IN_A_CROWD",
                    "STOPS_LISTENING:AFTER_A_CLOSE",
                    "DIES:AFTER_A_FLOOD", "0", "0");
        }
    }

    static class NoServer extends ServerSpecs {
        @Override
        protected List<String> arguments() {
            return List.of("NO_DEED:NEVER", "0");
        }
    }

    @Test
    void eachTestVerifiesItsOwnSpecOnAFreshServer() {
        TestRun run = TestRun.of(FourFlaws.class);

        assertEquals(Map.of(), run.red());
        assertEquals(FOUR, run.green());
    }

    @Test
    void aServerThatDoesNotStartMakesEveryTestRed() {
        TestRun run = TestRun.of(NoServer.class);

        assertEquals(FOUR, run.red().keySet());
        for (Throwable failure : run.red().values()) {
            assertInstanceOf(StartFailure.class, failure);
            assertEquals(0, failure.getSuppressed().length, "failures that only follow from it");
        }
    }
}
