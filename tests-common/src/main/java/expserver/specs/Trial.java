package expserver.specs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How a server met a fault: what failed, or why that cannot be told; what was noted; and, of a server that was
 * started for it, what it used meanwhile and the end of its output.
 */
public record Trial(Optional<SpecFailure> failure, Optional<String> notMeasured, List<String> notes,
        List<Sample> samples, List<String> output) {
    /** A server of the course takes some 20 s at most, on a busy machine. */
    private static final Duration AT_MOST = Duration.ofSeconds(60);

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
        return of(fault, subject, AT_MOST);
    }

    static Trial of(Fault fault, Subject subject, Duration atMost) throws IOException {
        Optional<SpecFailure> failure = Optional.empty();
        Optional<String> notMeasured = Optional.empty();
        try {
            inTime(fault, subject, atMost);
        } catch (SpecFailure e) {
            failure = Optional.of(subject.described(e));
        } catch (NotMeasured e) {
            notMeasured = Optional.of(e.getMessage());
        }
        return new Trial(failure, notMeasured, subject.notes(), List.of(), List.of());
    }

    /** A server may keep each of its clients waiting for a little less than they do, line by line. */
    private static void inTime(Fault fault, Subject subject, Duration atMost) throws IOException {
        FutureTask<Void> steps = new FutureTask<>(() -> {
            fault.exercise().on(subject);
            return null;
        });
        new Thread(steps, fault.name()).start();
        try {
            steps.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) throw failed;
            if (e.getCause() instanceof RuntimeException failed) throw failed;
            throw (Error) e.getCause();
        } catch (TimeoutException e) {
            throw new SpecFailure(Symptom.TOO_SLOW,
                    "it was not over after %,d ms, though the server went on".formatted(atMost.toMillis()));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted during a fault", e);
        } finally {
            steps.cancel(true);
        }
    }
}
