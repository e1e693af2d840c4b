package expserver.lab;

import expserver.specs.Spec;
import expserver.specs.SpecFailure;
import expserver.specs.StartFailure;
import expserver.specs.Verdict;
import java.io.IOException;

/**
 * How a spec ended on a server: {@code symptom} and {@code message} are null if it passed, {@code expected} is
 * whether the course says so, {@code summary} is one line.
 */
public record Result(String server, String spec, boolean passed, String symptom, boolean expected,
        String summary,
        String message, double seconds) {
    private static final String NOT_STARTED = "did not start";

    /** Runs the spec. */
    static Result of(Candidate candidate, Spec spec) {
        long start = System.nanoTime();
        try {
            Verdict verdict = candidate.verify(spec);
            String symptom = verdict.failure().map(f -> f.symptom().toString()).orElse(null);
            String message = verdict.failure().map(SpecFailure::getMessage).orElse(null);
            return new Result(candidate.name(), spec.name(), symptom == null, symptom, verdict.asExpected(),
                    verdict.summary(), message, secondsSince(start));
        } catch (StartFailure e) {
            return failed(candidate, spec, NOT_STARTED, e.getMessage(), start);
        } catch (IOException e) {
            return failed(candidate, spec, "the client failed", e.toString(), start);
        }
    }

    private static Result failed(Candidate candidate, Spec spec, String symptom, String message, long start) {
        return new Result(candidate.name(), spec.name(), false, symptom, false, "✘ " + symptom, message,
                secondsSince(start));
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1_000_000 / 1000.0;
    }

    public String mark() {
        return passed ? "✔" : "✘";
    }

    /** Whether there was a server to verify. */
    boolean started() {
        return !NOT_STARTED.equals(symptom);
    }
}
