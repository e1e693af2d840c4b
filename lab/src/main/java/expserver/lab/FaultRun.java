package expserver.lab;

import static expserver.specs.Fault.Trait.ALONE;
import static expserver.specs.Fault.Trait.QUIET;

import expserver.specs.Fault;
import expserver.specs.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Inflicts groups of faults on candidates, one candidate after the other. */
final class FaultRun {
    private final List<Step> steps;
    private final Profile profile;
    private final Progress progress;
    private final Ending ending = new Ending();

    private record Step(String group, Fault fault) {
        boolean has(Fault.Trait trait) {
            return fault.traits().contains(trait);
        }
    }

    FaultRun(List<Faults> groups, Profile profile, Progress progress) {
        this.steps = groups.stream()
                .flatMap(group -> group.faults().stream().map(fault -> new Step(group.heading(), fault)))
                .toList();
        this.profile = profile;
        this.progress = progress;
    }

    /** The results of those that can be judged here, each in the order of the groups. */
    List<Result> run(List<Candidate> candidates) throws InterruptedException {
        List<Candidate> judged = candidates.stream().filter(c -> c.obstacle().isEmpty()).toList();
        List<Step> possible = steps.stream().filter(step -> profile.has(step.fault)).toList();
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            Candidate candidate = judged.get(i);
            progress.turnTo(candidate.name(), i, judged.size(), possible.size());
            Map<Step, Result> own = judge(candidate, possible);
            for (Step step : steps)
                results.add(own.containsKey(step) ? own.get(step) : without(candidate, step));
        }
        progress.erase();
        return results;
    }

    private Result without(Candidate candidate, Step step) {
        String why = profile.has(step.fault) ? "not measured: it did not start" : "not in this profile";
        return Result.leftOut(candidate, step.group, step.fault, why);
    }

    /** One step first, and no other if the candidate does not start for it; last those that need a quiet machine. */
    private Map<Step, Result> judge(Candidate candidate, List<Step> possible) throws InterruptedException {
        Map<Step, Result> results = new ConcurrentHashMap<>();
        if (possible.isEmpty()) return results;

        judge(candidate, possible.get(0), results);
        if (!results.get(possible.get(0)).started()) return results;

        List<Step> others = possible.subList(1, possible.size());
        Consumer<Step> judge = step -> judge(candidate, step, results);
        run(others.stream().filter(step -> step.fault.runsBesideAny()), judge, candidate.atOnce());
        run(others.stream().filter(step -> step.has(QUIET)), judge, candidate.atOnce());
        run(others.stream().filter(step -> step.has(ALONE)), judge, 1);
        return results;
    }

    private void judge(Candidate candidate, Step step, Map<Step, Result> results) {
        ending.check();
        progress.begin(step.fault.name());
        results.put(step, Result.of(candidate, step.group, step.fault));
        progress.end(step.fault.name());
    }

    private static void run(Stream<Step> steps, Consumer<Step> judge, int atOnce)
            throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Callable<Object>> calls = steps.map(step -> Executors.callable(() -> judge.accept(step)))
                    .toList();
            for (Future<Object> end : threads.invokeAll(calls)) end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }
}
