package expserver.lab.bench;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** How a figure of a server does against another's in the same round: the median of the rounds, and their spread. */
public record Ratio(double median, double least, double most) {
    /** Which of the servers of a load the others are compared with: c if it takes part, else the first. */
    public static String base(Collection<String> servers) {
        return servers.contains("c") ? "c" : servers.iterator().next();
    }

    /** That of the rates: nothing to compare, null, unless both have one in at least one round. */
    public static Ratio of(List<Measurement> own, List<Measurement> base) {
        return of(own, base, Measurement::rate);
    }

    /** The same of another figure, which may be null. */
    public static Ratio of(List<Measurement> own, List<Measurement> base,
            Function<Measurement, Double> figure) {
        return of(own.stream().flatMap(m -> base.stream().filter(other -> other.round() == m.round())
                .map(other -> quotient(figure.apply(m), figure.apply(other)))));
    }

    /** That of the rates to those of the base; of the base's own, round by round, to their median. */
    public static Ratio toBase(List<Measurement> own, List<Measurement> base) {
        return own.equals(base) ? toMedian(own) : of(own, base);
    }

    private static Ratio toMedian(List<Measurement> rounds) {
        Double median = median(rounds.stream().map(Measurement::rate));
        return of(rounds.stream().map(m -> quotient(m.rate(), median)));
    }

    private static Double quotient(Double dividend, Double divisor) {
        return dividend == null || divisor == null ? null : (Double) (dividend / divisor);
    }

    private static Ratio of(Stream<Double> quotients) {
        List<Double> ratios = quotients.filter(Objects::nonNull).sorted().toList();
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
