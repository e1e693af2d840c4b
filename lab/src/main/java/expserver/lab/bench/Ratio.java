package expserver.lab.bench;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** How a server does against another in the same round: the median of the rounds, and their spread. */
record Ratio(double median, double least, double most) {
    /** Nothing to compare, null, unless both have that figure in at least one round. */
    static Ratio of(List<Measurement> own, List<Measurement> base, Function<Measurement, Double> figure) {
        List<Double> ratios = own.stream().flatMap(m -> base.stream()
                .filter(other -> other.round() == m.round() && !m.hasFailed() && !other.hasFailed())
                .map(other -> figure.apply(m) / figure.apply(other))).sorted().toList();
        return ratios.isEmpty()
                ? null
                : new Ratio(median(ratios), ratios.get(0), ratios.get(ratios.size() - 1));
    }

    /** That of what is not null; null if nothing is. */
    static Double median(Stream<Double> values) {
        List<Double> known = values.filter(Objects::nonNull).sorted().toList();
        return known.isEmpty() ? null : (Double) median(known);
    }

    private static double median(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
