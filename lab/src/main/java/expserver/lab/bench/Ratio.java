package expserver.lab.bench;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** How a server's rate does against another's in the same round: the median of the rounds, and their spread. */
public record Ratio(double median, double least, double most) {
    /** Which of the servers of a load the others are compared with: c if it takes part, else the first. */
    public static String base(Collection<String> servers) {
        return servers.contains("c") ? "c" : servers.iterator().next();
    }

    /** Nothing to compare, null, unless both have a rate in at least one round. */
    public static Ratio of(List<Measurement> own, List<Measurement> base) {
        List<Double> ratios = own.stream().flatMap(m -> base.stream()
                .filter(other -> other.round() == m.round() && m.rate() != null && other.rate() != null)
                .map(other -> m.rate() / other.rate())).sorted().toList();
        return ratios.isEmpty()
                ? null
                : new Ratio(median(ratios), ratios.get(0), ratios.get(ratios.size() - 1));
    }

    /** That of what is not null; null if nothing is. */
    public static Double median(Stream<Double> values) {
        List<Double> known = values.filter(Objects::nonNull).sorted().toList();
        return known.isEmpty() ? null : (Double) median(known);
    }

    private static double median(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
