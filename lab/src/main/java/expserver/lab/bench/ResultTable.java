package expserver.lab.bench;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import expserver.lab.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import picocli.CommandLine.Help.Ansi.Style;

/** What came of one load: a row per server with the medians of its rounds, and what failed. */
final class ResultTable {
    private static final int COLUMNS = 100;
    private static final String NAME = "%-21s"; // a mark among them
    private static final String NONE = "-";

    private final PrintWriter out;
    private final Terminal terminal;
    private final String load;
    private final Map<String, List<Measurement>> byServer;
    private final List<Column> columns;
    private final String base;

    /** A figure of a server: its heading, how wide it is, and its text, made of all rounds that did not fail. */
    private record Column(String heading, int width, Function<List<Measurement>, String> text) {
    }

    ResultTable(PrintWriter out, Terminal terminal, Workload load, List<Measurement> measurements) {
        this.out = out;
        this.terminal = terminal;
        this.load = load.name();
        List<Measurement> own = measurements.stream().filter(m -> m.load().equals(this.load)).toList();
        this.byServer = own.stream()
                .collect(groupingBy(Measurement::server, LinkedHashMap::new, toList()));
        this.base = Ratio.base(byServer.keySet());
        this.columns = load.isIdle() ? ofIdle() : ofServed(own.get(0).isBulk());
    }

    private List<Column> ofServed(boolean bulk) {
        Column rate = bulk
                ? new Column("MB/s", 10, median(Measurement::megabytesPerSecond, ResultTable::digits))
                : new Column("requests/s", 10, median(Measurement::requestsPerSecond, ResultTable::whole));
        List<Column> all = new ArrayList<>(List.of(rate, new Column("ratio (spread)", 17, this::ratio)));
        all.add(new Column("p50", 6, median(Measurement::p50Us, ResultTable::time)));
        all.add(new Column("p99", 6, median(Measurement::p99Us, ResultTable::time)));
        all.add(new Column("p99.9", 6, median(Measurement::p999Us, ResultTable::time)));
        all.add(new Column("max", 6, median(Measurement::maxUs, ResultTable::time)));
        all.add(new Column("CPU µs", 6, median(Measurement::cpuMicrosPerRequest, ResultTable::digits)));
        all.add(new Column("MiB", 5,
                median(m -> Measurement.mebibytes(m.residentBytes()), ResultTable::digits)));
        all.add(new Column("B/req", 7, median(Measurement::allocatedBytesPerRequest, ResultTable::digits)));
        return all;
    }

    private List<Column> ofIdle() {
        return List.of(
                new Column("MiB before", 12,
                        median(m -> Measurement.mebibytes(m.residentBytesBefore()), ResultTable::digits)),
                new Column("MiB with them", 15,
                        median(m -> Measurement.mebibytes(m.residentBytes()), ResultTable::digits)),
                new Column("bytes/connection", 18,
                        median(Measurement::bytesPerConnection, ResultTable::whole)));
    }

    void print() {
        out.println();
        out.println(row(load, columns.stream().map(Column::heading).toList()));
        byServer.forEach(this::print);
        tellForeignLoad();
        out.flush();
    }

    private void print(String server, List<Measurement> rounds) {
        List<Measurement> good = rounds.stream().filter(m -> !m.hasFailed()).toList();
        String mark = rounds.stream().anyMatch(Measurement::isDisturbed) ? "*" : "";
        if (!good.isEmpty())
            out.println(row(server + mark, columns.stream().map(column -> column.text.apply(good)).toList()));
        List<Measurement> failed = rounds.stream().filter(Measurement::hasFailed).toList();
        if (!failed.isEmpty()) tell(server, failed, good.isEmpty());
    }

    /** The first failure, and in which rounds there were others. */
    private void tell(String server, List<Measurement> failed, boolean always) {
        String which = always
                ? ""
                : failed.stream().map(m -> Integer.toString(m.round()))
                        .collect(joining(", ", "in round ", ": "));
        String line = (NAME + " ✘ %s%s").formatted(server, which, failed.get(0).failure());
        out.println(terminal.paint(Style.fg_red, line.substring(0, Math.min(line.length(), COLUMNS))));
    }

    private void tellForeignLoad() {
        List<Measurement> disturbed = byServer.values().stream().flatMap(List::stream)
                .filter(Measurement::isDisturbed).toList();
        if (disturbed.isEmpty()) return;

        double most = disturbed.stream().mapToDouble(Measurement::foreignLoad).max().orElseThrow();
        out.printf(Locale.ROOT, "* had a round in which other programs used more than %.0f %% of the machine,"
                + " %.0f %% at most%n", 100 * Measurement.MOST_FOREIGN_LOAD, 100 * most);
    }

    private String row(String name, List<String> texts) {
        StringBuilder row = new StringBuilder(NAME.formatted(name));
        for (int i = 0; i < columns.size(); i++)
            row.append(' ').append(("%" + columns.get(i).width + "s").formatted(texts.get(i)));
        return row.toString();
    }

    private static Function<List<Measurement>, String> median(Function<Measurement, Double> figure,
            DoubleFunction<String> format) {
        return rounds -> {
            Double median = Ratio.median(rounds.stream().map(figure));
            return median == null ? NONE : format.apply(median);
        };
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Three digits at least. */
    private static String digits(double value) {
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    }

    /** In microseconds, or with another unit if that would be wider than six columns. */
    private static String time(double micros) {
        if (micros < 99_950) return digits(micros);
        return micros < 999_500 ? digits(micros / 1e3) + "ms" : digits(micros / 1e6) + "s";
    }

    private String ratio(List<Measurement> rounds) {
        Ratio ratio = Ratio.toBase(rounds, byServer.get(base));
        if (ratio == null) return NONE;
        String median = rounds.get(0).server().equals(base) ? "base" : digits(ratio.median());
        return "%s (%s-%s)".formatted(median, digits(ratio.least()), digits(ratio.most()));
    }
}
