package expserver.lab.bench;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import expserver.lab.Bar;
import expserver.lab.Progress;
import expserver.lab.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * All loads, one after the other; in each, rounds in which every server has its turn. Loads of a family are compared
 * with each other, so they share their rounds: a server meets them one directly after the other.
 */
final class BenchRun {
    private static final int BAR = 10; // columns

    private final List<Step> steps = new ArrayList<>();
    private final Times times;
    private final Meter meter;
    private final PrintWriter out;
    private final List<Measurement> measurements = new ArrayList<>();
    private boolean mustNotFailHasFailed;
    private volatile int done; // steps
    private volatile long start;

    private record Step(Workload load, Contender contender, int round, double estimate) {
    }

    /** What makes one measurement. */
    interface Meter {
        Measurement measure(Workload load, Contender contender, int round, Times times);
    }

    /** What is to be done when a load is over, with all measurements so far. */
    interface Keeper {
        void keep(List<Measurement> measurements) throws IOException;
    }

    BenchRun(Lineup lineup, int rounds, Times times, Meter meter, PrintWriter out) {
        this.times = times;
        this.meter = meter;
        this.out = out;
        lineup.contenders.keySet().stream()
                .collect(groupingBy(Workload::family, LinkedHashMap::new, toList()))
                .values().forEach(loads -> addSteps(lineup, loads, rounds));
    }

    private void addSteps(Lineup lineup, List<Workload> loads, int rounds) {
        List<Contender> contenders = loads.stream().flatMap(load -> lineup.contenders.get(load).stream())
                .distinct().toList();
        for (int round = 1; round <= rounds; round++)
            for (Contender contender : contenders) addTurn(lineup, loads, contender, round);
    }

    private void addTurn(Lineup lineup, List<Workload> loads, Contender contender, int round) {
        for (Workload load : loads) {
            if (!lineup.contenders.get(load).contains(contender)) continue;
            double estimate = times.estimate(load, Driver.counts(load, contender, round));
            steps.add(new Step(load, contender, round, estimate));
        }
    }

    int size() {
        return steps.size();
    }

    Duration estimate() {
        return Duration.ofSeconds((long) estimate(steps));
    }

    private static double estimate(List<Step> steps) {
        return steps.stream().mapToDouble(Step::estimate).sum();
    }

    /** Prints a table for each load; returns whether all those served that must. */
    boolean run(PrintWriter err, Keeper keeper) throws IOException {
        start = System.nanoTime();
        for (Step step : steps) {
            Bar bar = new Bar(err, BAR, this::share, this::text);
            Measurement measurement = meter.measure(step.load, step.contender, step.round,
                    times.of(step.load));
            bar.erase();
            measurements.add(measurement);
            if (measurement.hasFailed() && step.contender.mustServe(step.load)) mustNotFailHasFailed = true;
            done++;
            if (steps.subList(done, size()).stream().anyMatch(left -> left.load.equals(step.load))) continue;
            new ResultTable(out, Terminal.ofStandardOutput(), step.load, measurements).print();
            keeper.keep(measurements);
        }
        return !mustNotFailHasFailed;
    }

    private double share() {
        return estimate(steps.subList(0, done)) / estimate(steps);
    }

    private String text() {
        Step step = steps.get(done);
        return "%s left, %s %d, %s".formatted(Progress.roughly(left()), step.load.name(), step.round,
                step.contender.name());
    }

    /** What is left takes as long as it was estimated, and as much longer as what is done has taken. */
    private Duration left() {
        double estimated = estimate(steps.subList(0, done));
        double slower = done == 0 ? 1 : (System.nanoTime() - start) / 1e9 / estimated;
        return Duration.ofSeconds((long) (slower * estimate(steps.subList(done, steps.size()))));
    }
}
