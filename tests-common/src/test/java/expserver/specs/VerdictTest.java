package expserver.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Optional<SpecFailure> PASSED = Optional.empty();
    private static final String EXPECTATION = "expected here: no reply, because it sleeps (cured in stage-09)";

    @KnownFailure(spec = "single client", symptom = Symptom.NO_REPLY, because = "it sleeps",
            fixedIn = "stage-09")
    private static class Course {
    }

    @Test
    void aSpecThatPassesIsAsExpected() {
        Verdict verdict = of("multiple clients", PASSED);
        assertTrue(verdict.asExpected());
        assertEquals("✔", verdict.mark());
        assertEquals("✔", verdict.summary());
    }

    @Test
    void aSpecThatFailsIsNot() {
        Verdict verdict = of("multiple clients", failed(Symptom.NO_REPLY));
        assertFalse(verdict.asExpected());
        assertEquals("✘", verdict.mark());
        assertEquals("✘ no reply", verdict.summary());
    }

    @Test
    void aKnownFailureIsAsExpectedAndStillAFailure() {
        Verdict verdict = of("single client", failed(Symptom.NO_REPLY));
        assertTrue(verdict.asExpected());
        assertEquals("✘", verdict.mark());
        assertEquals("✘ " + EXPECTATION, verdict.summary());
    }

    @Test
    void aKnownFailureWithAnotherSymptomIsNotAsExpected() {
        Verdict verdict = of("single client", failed(Symptom.CLOSED));
        assertFalse(verdict.asExpected());
        assertEquals("✘", verdict.mark());
        assertEquals("✘ closed, but " + EXPECTATION, verdict.summary());
    }

    @Test
    void aKnownFailureThatPassesIsNotAsExpected() {
        Verdict verdict = of("single client", PASSED);
        assertFalse(verdict.asExpected());
        assertEquals("✔", verdict.mark());
        assertEquals("✔, but " + EXPECTATION, verdict.summary());
    }

    private static Verdict of(String spec, Optional<SpecFailure> failure) {
        return new Verdict(spec, failure, Verdict.knownFailure(spec, Course.class));
    }

    private static Optional<SpecFailure> failed(Symptom symptom) {
        return Optional.of(new SpecFailure(symptom, "details"));
    }
}
