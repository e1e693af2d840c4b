package expserver.lab.docs;

import static java.util.stream.Collectors.groupingBy;

import expserver.lab.bench.Measurement;
import expserver.lab.bench.Ratio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What the finished server was meant to reach in a run, as ratios in a round, and what it has reached. */
record Targets(List<Measurement> measurements) {
    private static final String FINISHED = "stage-08-nonblocking";

    /** The loads, and at least how much of the rate of c. */
    private static final Map<String, Double> TO_C = new LinkedHashMap<>();

    static {
        TO_C.put("ping-pong-64", 0.96);
        TO_C.put("ping-pong-1000", 0.96);
        TO_C.put("pipelined", 0.90);
        TO_C.put("bulk", 0.85);
    }

    List<String> lines() {
        Table table = new Table();
        table.add(List.of("load", "stage 8 by c", "by the best Netty", "its CPU by that of stage 8",
                "stage 9 by stage 8", "epoll by c"));
        TO_C.forEach((load, wanted) -> table.add(row(load, wanted)));
        return table.lines();
    }

    private List<String> row(String load, double wanted) {
        List<Measurement> finished = of(load, FINISHED);
        List<Measurement> c = of(load, "c");
        List<Measurement> best = best(load);
        Function<Measurement, Double> economy = m -> m.cpuMicrosPerRequest() == null
                ? null
                : (Double) (1 / m.cpuMicrosPerRequest());
        return List.of(load, cell(Ratio.of(finished, c), wanted), cell(Ratio.of(finished, best), 1.05),
                cell(Ratio.of(finished, best, economy), 1.05),
                cell(Ratio.of(of(load, "stage-09-production"), finished), 0.97),
                load.startsWith("ping-pong") ? cell(Ratio.of(of(load, "epoll"), c), 0.97) : "");
    }

    private List<Measurement> of(String load, String server) {
        return measurements.stream().filter(m -> m.load().equals(load) && m.server().equals(server)).toList();
    }

    /** In each round the quickest Netty server. */
    private List<Measurement> best(String load) {
        List<Measurement> best = new ArrayList<>();
        measurements.stream()
                .filter(m -> m.load().equals(load) && m.server().startsWith("netty-") && m.rate() != null)
                .collect(groupingBy(Measurement::round)).values()
                .forEach(all -> all.stream().max(Comparator.comparing(Measurement::rate))
                        .ifPresent(best::add));
        return best;
    }

    private static String cell(Ratio ratio, double wanted) {
        return ratio == null
                ? ""
                : String.format(Locale.ROOT, "%.2f (%.2f to %.2f)%s", ratio.median(), ratio.least(),
                        ratio.most(), ratio.median() < wanted ? " ✘ %.2f".formatted(wanted) : "");
    }
}
