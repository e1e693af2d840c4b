package expserver.lab.docs;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonParseException;
import expserver.lab.bench.Contender;
import expserver.lab.bench.Machine;
import expserver.lab.bench.Measurement;
import expserver.lab.bench.Ratio;
import expserver.lab.bench.Report;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A run of {@code ./xps bench}, as pages show it. */
record Bench(Report run) {
    private static final String FILE = "docs/performance.json";
    private static final MathContext THREE_DIGITS = new MathContext(3);

    /** What a column says of the rounds of a server. */
    private record Column(String heading, Function<List<Measurement>, String> cell) {
        /** The median of the rounds that did not fail. */
        static Column of(String heading, Function<Measurement, Double> figure) {
            return new Column(heading, rounds -> {
                Double median = Ratio.median(rounds.stream().filter(m -> !m.hasFailed()).map(figure));
                return median == null ? "" : number(median);
            });
        }
    }

    /** Reads it in the project in {@code root}. */
    static Bench read(Path root) throws Flaw, IOException {
        if (!Files.exists(root.resolve(FILE)))
            throw new Flaw("there is no %1$s: run ./xps bench --json %1$s".formatted(FILE));
        return of(Files.readString(root.resolve(FILE)));
    }

    static Bench of(String json) throws Flaw {
        try {
            return new Bench(Report.of(json));
        } catch (JsonParseException e) {
            throw new Flaw("%1$s is no run: ./xps bench --json %1$s writes one".formatted(FILE));
        }
    }

    /** The table of the {@code machine}, of {@code targets}, or of loads, {@code busy-1,busy-10}, and servers, if named. */
    List<String> lines(List<String> arguments) throws Flaw {
        if (arguments.isEmpty())
            throw new Flaw("bench needs a load, or machine, or targets: <!-- bench ping-pong-64 8 c -->");
        if (arguments.equals(List.of("machine"))) return ofMachine();
        if (arguments.equals(List.of("targets"))) return new Targets(this).lines();

        List<String> loads = List.of(arguments.get(0).split(","));
        List<List<Measurement>> rows = new ArrayList<>();
        for (String load : loads) rows.addAll(rows(load, arguments.subList(1, arguments.size())));
        return table(columns(loads.size() > 1), rows);
    }

    private List<String> ofMachine() {
        Machine machine = run.machine();
        Report.Settings settings = run.settings();
        Table table = new Table();
        table.add(List.of("what", "which"));
        table.add(List.of("processor", "%s, %d cores".formatted(machine.cpu(), machine.cores())));
        table.add(List.of("memory", "%s GiB".formatted(number(machine.memoryBytes() / Math.pow(1024, 3)))));
        table.add(List.of("system", machine.system()));
        table.add(List.of("JDK", machine.jdk()));
        if (machine.tools() != null) table.add(List.of("others", machine.tools()));
        table.add(List.of("command", "`" + settings.command() + "`"));
        table.add(List.of("rounds", "%d, each of %s s after a warm-up of %s s".formatted(settings.rounds(),
                number(settings.seconds()), number(settings.warmupSeconds()))));
        return table.lines();
    }

    /** The rounds of each server: those that are named, in that order, or all as they were measured. */
    private List<List<Measurement>> rows(String load, List<String> servers) throws Flaw {
        List<Measurement> all = ofLoad(load);
        if (all.isEmpty())
            throw new Flaw("no load '%s' in %s; it has %s".formatted(load, FILE,
                    run.measurements().stream().map(Measurement::load).distinct().collect(joining(", "))));
        List<String> there = servers(all);
        List<List<Measurement>> rows = new ArrayList<>();
        for (String server : servers.isEmpty() ? there : servers) {
            List<Measurement> own = ofServer(Contender.named(server).name(), all);
            if (own.isEmpty())
                throw new Flaw("no server '%s' in %s of %s; it has %s".formatted(server, load, FILE,
                        String.join(", ", there)));
            rows.add(own);
        }
        return rows;
    }

    List<Measurement> ofLoad(String load) {
        return run.measurements().stream().filter(m -> m.load().equals(load)).toList();
    }

    private static List<String> servers(List<Measurement> measurements) {
        return measurements.stream().map(Measurement::server).distinct().toList();
    }

    static List<Measurement> ofServer(String server, List<Measurement> measurements) {
        return measurements.stream().filter(m -> m.server().equals(server)).toList();
    }

    /** With those columns that say something. */
    private static List<String> table(List<Column> columns, List<List<Measurement>> rows) {
        List<Column> told = columns.stream()
                .filter(column -> rows.stream().anyMatch(row -> !column.cell.apply(row).isEmpty())).toList();
        Table table = new Table();
        table.add(told.stream().map(Column::heading).toList());
        rows.forEach(row -> table.add(told.stream().map(column -> column.cell.apply(row)).toList()));
        return table.lines();
    }

    private List<Column> columns(boolean severalLoads) {
        return List.of(new Column("load", rounds -> severalLoads ? rounds.get(0).load() : ""),
                new Column("server", rounds -> rounds.get(0).server()),
                Column.of("requests/s", Measurement::rate),
                Column.of("MB/s", m -> m.isBulk() ? m.megabytesPerSecond() : null),
                new Column("ratio (spread)", this::ratio), new Column("kept (spread)", this::kept),
                Column.of("p50 µs", Measurement::p50Us), Column.of("p99 µs", Measurement::p99Us),
                Column.of("p99.9 µs", Measurement::p999Us), Column.of("max µs", Measurement::maxUs),
                Column.of("CPU µs/request", Measurement::cpuMicrosPerRequest),
                Column.of("bytes/request", Measurement::allocatedBytesPerRequest),
                Column.of("MiB", m -> Measurement.mebibytes(m.residentBytes())),
                Column.of("KiB/connection",
                        m -> m.bytesPerConnection() == null ? null : m.bytesPerConnection() / 1024),
                Column.of("generator late µs",
                        m -> m.behindSeconds() == null ? null : m.behindSeconds() * 1e6),
                new Column("foreign load", Bench::foreignLoad), new Column("failure", Bench::failure));
    }

    private String ratio(List<Measurement> rounds) {
        List<Measurement> all = ofLoad(rounds.get(0).load());
        String base = Ratio.base(servers(all));
        Ratio ratio = Ratio.toBase(rounds, ofServer(base, all));
        if (ratio == null) return "";
        return base.equals(rounds.get(0).server()) ? "base " + spread(ratio) : text(ratio);
    }

    /** Beside silent clients: the rate by that of the same server without them. */
    private String kept(List<Measurement> rounds) {
        Measurement any = rounds.get(0);
        if (any.silent() == 0) return "";
        Ratio ratio = Ratio.of(rounds, ofServer(any.server(), ofLoad("silent-0")));
        return ratio == null ? "" : text(ratio);
    }

    static String text(Ratio ratio) {
        return String.format(Locale.ROOT, "%.2f %s", ratio.median(), spread(ratio));
    }

    private static String spread(Ratio ratio) {
        return String.format(Locale.ROOT, "(%.2f to %.2f)", ratio.least(), ratio.most());
    }

    /** The most that other programs used of the machine, if it was so much that a round counts for less. */
    private static String foreignLoad(List<Measurement> rounds) {
        OptionalDouble most = rounds.stream().filter(Measurement::isDisturbed)
                .mapToDouble(Measurement::foreignLoad).max();
        return most.isPresent() ? String.format(Locale.ROOT, "%.0f %%", 100 * most.getAsDouble()) : "";
    }

    private static String failure(List<Measurement> rounds) {
        List<Measurement> failed = rounds.stream().filter(Measurement::hasFailed).toList();
        if (failed.isEmpty()) return "";
        String which = failed.size() == rounds.size()
                ? ""
                : "%d of %d: ".formatted(failed.size(), rounds.size());
        return "✘ " + which + failed.get(0).failure();
    }

    private static String number(double value) {
        return NumberFormat.getInstance(Locale.ROOT).format(new BigDecimal(value).round(THREE_DIGITS));
    }
}
