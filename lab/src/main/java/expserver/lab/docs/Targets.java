package expserver.lab.docs;

import static java.util.stream.Collectors.groupingBy;

import expserver.lab.bench.Measurement;
import expserver.lab.bench.Ratio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the finished server was meant to reach in a run, as ratios in a round, and what it has reached. */
record Targets(Bench bench) {
    List<String> lines() {
        Table table = new Table();
        table.add(List.of("load", "stage 8 by c", "by the best Netty", "its CPU by that of stage 8",
                "stage 9 by stage 8", "epoll by c"));
        table.add(row("ping-pong-64", 0.96));
        table.add(row("ping-pong-1000", 0.96));
        table.add(row("pipelined", 0.90));
        table.add(row("bulk", 0.85));
        return table.lines();
    }

    /** Of {@code load}, in which the finished server was to have that share of the rate of c at least. */
    private List<String> row(String load, double wanted) {
        List<Measurement> all = bench.ofLoad(load);
        List<Measurement> finished = Bench.ofServer("stage-08-nonblocking", all);
        List<Measurement> c = Bench.ofServer("c", all);
        List<Measurement> netty = bestNetty(all);
        return List.of(load, cell(Ratio.of(finished, c), wanted), cell(Ratio.of(finished, netty), 1.05),
                cell(Ratio.of(netty, finished, Measurement::cpuMicrosPerRequest), 1.05),
                cell(Ratio.of(Bench.ofServer("stage-09-production", all), finished), 0.97),
                load.startsWith("ping-pong") ? cell(Ratio.of(Bench.ofServer("epoll", all), c), 0.97) : "");
    }

    /** In each round the quickest Netty server. */
    private static List<Measurement> bestNetty(List<Measurement> all) {
        List<Measurement> best = new ArrayList<>();
        all.stream().filter(m -> m.server().startsWith("netty-") && m.rate() != null)
                .collect(groupingBy(Measurement::round)).values()
                .forEach(round -> best.add(Collections.max(round, Comparator.comparing(Measurement::rate))));
        return best;
    }

    private static String cell(Ratio ratio, double wanted) {
        if (ratio == null) return "";
        String missed = ratio.median() < wanted ? String.format(Locale.ROOT, " ✘ %.2f", wanted) : "";
        return Bench.text(ratio) + missed;
    }
}
