package expserver.specs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How a server met a fault: what failed, or why that cannot be told; what was noted; and, of a server that was
 * started for it, what it used meanwhile and the end of its output.
 */
public record Trial(Optional<SpecFailure> failure, Optional<String> notMeasured, List<String> notes,
        List<Sample> samples, List<String> output) {

    /** Inflicts the fault on a server started for it; throws {@link StartFailure} if it does not start. */
    public static Trial of(Fault fault, Program program) throws IOException {
        try (ServerProcess process = program.start();
                Sampler sampler = new Sampler(process.serving().pid())) {
            Trial trial = of(fault, Subject.started(program, process));
            return new Trial(trial.failure, trial.notMeasured, trial.notes, sampler.samples(),
                    process.tail());
        }
    }

    /** Inflicts the fault on a server that runs already. */
    public static Trial of(Fault fault, Subject subject) throws IOException {
        Optional<SpecFailure> failure = Optional.empty();
        Optional<String> notMeasured = Optional.empty();
        try {
            fault.exercise().on(subject);
        } catch (SpecFailure e) {
            failure = Optional.of(subject.described(e));
        } catch (NotMeasured e) {
            notMeasured = Optional.of(e.getMessage());
        }
        return new Trial(failure, notMeasured, subject.notes(), List.of(), List.of());
    }
}
