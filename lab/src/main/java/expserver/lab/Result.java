package expserver.lab;

import com.google.gson.annotations.SerializedName;
import expserver.specs.Fault;
import expserver.specs.Sample;
import expserver.specs.SpecFailure;
import expserver.specs.StartFailure;
import expserver.specs.Trial;
import expserver.specs.Verdict;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * How a spec, or a fault, ended on a server: {@code symptom} is null unless it failed; {@code message} says why it
 * failed or was not measured and is null if it passed; {@code expected} is whether the course says so;
 * {@code summary} is one line.
 */
public record Result(String server, String group, String spec, Outcome outcome, String symptom,
        boolean expected, String summary, String message, List<String> notes, double seconds,
        Evidence evidence) {
    private static final String NOT_STARTED = "did not start";

    /** How it can end. */
    public enum Outcome {
        @SerializedName("passed")
        PASSED("✔"), //
        @SerializedName("failed")
        FAILED("✘"), //
        @SerializedName("not measured")
        NOT_MEASURED("-");

        private final String mark;

        Outcome(String mark) {
            this.mark = mark;
        }
    }

    /** What the server used meanwhile, and the end of its output; nothing of a server that ran already. */
    public record Evidence(List<Sample> samples, List<String> output) {
        public static final Evidence NONE = new Evidence(List.of(), List.of());
    }

    /** Inflicts the fault. */
    static Result of(Candidate candidate, String group, Fault fault) {
        long start = System.nanoTime();
        try {
            Trial trial = candidate.meet(fault);
            return of(candidate, group, fault, trial, secondsSince(start));
        } catch (StartFailure e) {
            return failed(candidate, group, fault, NOT_STARTED, e.getMessage(), secondsSince(start));
        } catch (IOException | RuntimeException e) {
            return failed(candidate, group, fault, "the client failed", e.toString(), secondsSince(start));
        }
    }

    /** Nothing is asked of it, and why. */
    static Result leftOut(Candidate candidate, String group, Fault fault, String why) {
        return notMeasured(candidate, group, fault, true, why);
    }

    private static Result notMeasured(Candidate candidate, String group, Fault fault, boolean expected,
            String why) {
        return new Result(candidate.name(), group, fault.name(), Outcome.NOT_MEASURED, null, expected,
                "- " + why, why, List.of(), 0, Evidence.NONE);
    }

    private static Result of(Candidate candidate, String group, Fault fault, Trial trial, double seconds) {
        if (trial.notMeasured().isPresent())
            return notMeasured(candidate, group, fault, !candidate.measurable(),
                    "not measured: " + trial.notMeasured().get());

        Verdict verdict = new Verdict(fault.name(), trial.failure(), candidate.expected(fault));
        return new Result(candidate.name(), group, fault.name(),
                trial.failure().isPresent() ? Outcome.FAILED : Outcome.PASSED,
                trial.failure().map(f -> f.symptom().toString()).orElse(null), verdict.asExpected(),
                verdict.summary(), trial.failure().map(SpecFailure::getMessage).orElse(null), trial.notes(),
                seconds, new Evidence(trial.samples(), trial.output()));
    }

    private static Result failed(Candidate candidate, String group, Fault fault, String symptom,
            String message, double seconds) {
        return new Result(candidate.name(), group, fault.name(), Outcome.FAILED, symptom, false,
                "✘ " + symptom, message, List.of(), seconds, Evidence.NONE);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1_000_000 / 1000.0;
    }

    public boolean passed() {
        return outcome == Outcome.PASSED;
    }

    public boolean failed() {
        return outcome == Outcome.FAILED;
    }

    public String mark() {
        return outcome.mark;
    }

    /** Colours tell what is not as the course says. */
    Style style() {
        if (!expected) return Style.fg_red;
        return switch (outcome) {
            case PASSED -> Style.fg_green;
            case FAILED -> Style.fg_yellow;
            case NOT_MEASURED -> Style.faint;
        };
    }

    /** Whether there was a server to judge. */
    boolean started() {
        return !NOT_STARTED.equals(symptom);
    }
}
