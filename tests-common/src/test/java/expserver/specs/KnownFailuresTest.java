package expserver.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.api.util.ClearSystemProperty;
import org.junit.jupiter.api.util.SetSystemProperty;

@ClearSystemProperty(key = "known.failures")
@ResourceLock(Resources.SYSTEM_OUT)
class KnownFailuresTest {
    private static final String EXPECTATION = "expected here: no reply, because it sleeps (cured in stage-09)";

    @KnownFailure(spec = "single client", symptom = Symptom.NO_REPLY, because = "it sleeps",
            fixedIn = "stage-09")
    @KnownFailure(spec = "multiple clients", symptom = Symptom.NO_REPLY, because = "it sleeps",
            fixedIn = "stage-09")
    @KnownFailure(spec = "error handling", symptom = Symptom.NO_REPLY, because = "it sleeps",
            fixedIn = "stage-09")
    @KnownFailure(spec = "non-blocking server", symptom = Symptom.NO_REPLY, because = "it sleeps",
            fixedIn = "stage-09")
    @ExtendWith(KnownFailures.class)
    static class Known {
        @Test
        @DisplayName("single client")
        void failsLikeThat() {
            throw new SpecFailure(Symptom.NO_REPLY, "details");
        }

        @Test
        @DisplayName("multiple clients")
        void passes() {
        }

        @Test
        @DisplayName("error handling")
        void failsInAnotherWay() {
            throw new SpecFailure(Symptom.WRONG_REPLY, "details");
        }

        @Test
        @DisplayName("non-blocking server")
        void breaksDown() {
            throw new IllegalStateException("no spec's business");
        }
    }

    @ExtendWith(KnownFailures.class)
    static class Unknown {
        @Test
        @DisplayName("single client")
        void fails() {
            throw new SpecFailure(Symptom.NO_REPLY, "details");
        }

        @Test
        @DisplayName("multiple clients")
        void passes() {
        }
    }

    @KnownFailure(spec = "singel client", symptom = Symptom.NO_REPLY, because = "of a typo",
            fixedIn = "no stage")
    static class Misspelt extends Unknown {
    }

    @Test
    void aKnownFailureIsGreenOnlyIfItFailsWithItsSymptom() {
        TestRun run = TestRun.of(Known.class);

        assertEquals(Set.of("single client"), run.green());
        assertEquals("✔, but " + EXPECTATION + ": if the flaw is gone, remove @KnownFailure",
                run.red().get("multiple clients").getMessage());
        assertEquals("wrong reply: details", run.red().get("error handling").getMessage());
        assertEquals("no spec's business", run.red().get("non-blocking server").getMessage());
    }

    @Test
    void withoutTheAnnotationAFailureIsRed() {
        TestRun run = TestRun.of(Unknown.class);

        assertEquals(Set.of("multiple clients"), run.green());
        assertEquals(Set.of("single client"), run.red().keySet());
    }

    @Test
    @SetSystemProperty(key = "known.failures", value = "off")
    void withKnownFailuresOffTheyAreRed() {
        TestRun run = TestRun.of(Known.class);

        assertEquals(Set.of("multiple clients"), run.green());
        assertEquals("no reply: details", run.red().get("single client").getMessage());
    }

    @Test
    void anAnnotationThatNamesNoSpecIsAnError() {
        TestRun run = TestRun.of(Misspelt.class);

        assertEquals(Set.of(), run.green());
        Throwable error = run.red().values().iterator().next();
        assertInstanceOf(ExtensionConfigurationException.class, error);
        assertTrue(error.getMessage().contains("\"singel client\" is none of [single client, "),
                error.getMessage());
    }

    @Test
    void theConsoleShowsAKnownFailureAsItHappensAndOnTheScoreboard() {
        String console = TestRun.of(Known.class).console();

        assertTrue(console.contains("single client: ✘ " + EXPECTATION), console);
        assertTrue(console.endsWith("""
                tests-common
                  single client        ✘ %1$s
                  multiple clients     ✔, but %1$s
                  error handling       ✘ wrong reply, but %1$s
                """.formatted(EXPECTATION)), console);
    }
}
