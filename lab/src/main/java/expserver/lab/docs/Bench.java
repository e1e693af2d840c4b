package expserver.lab.docs;

import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import expserver.lab.CourseServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** A run of {@code ./xps bench}, as pages show it. */
record Bench(Machine machine, Settings settings, List<Measurement> measurements) {
    private static final String FILE = "docs/performance.json";
    private static final String BASE = "c";
    private static final double MOST_FOREIGN_LOAD = 0.10;
    private static final int LONG_LINE = 4096; // its bytes say more than how many there are
    private static final MathContext THREE_DIGITS = new MathContext(3);

    /** On what was measured. */
    record Machine(String cpu, int cores, long memoryBytes, String system, String jdk) {
    }

    /** How was measured. */
    record Settings(int rounds, double warmupSeconds, double seconds, String command) {
    }

    /** One round of a load on a server; what was not measured is null. */
    record Measurement(String load, String server, int round, int lineBytes, int idle,
            Double requestsPerSecond,
            Double megabytesPerSecond, Double p50Us, Double p99Us, Double p999Us, Double maxUs,
            Double cpuMicrosPerRequest, Double residentBytesBefore, Double residentBytes,
            Double allocatedBytesPerRequest, Double foreignLoad, String failure) {
        /** Requests per second, or null: it failed, or nothing was asked. */
        Double rate() {
            return failure == null && requestsPerSecond != null && requestsPerSecond > 0
                    ? requestsPerSecond
                    : null;
        }

        boolean isOf(String wanted) {
            return server.equals(wanted)
                    || CourseServer.ALL.stream().anyMatch(s -> s.isNamed(wanted) && s.isNamed(server));
        }
    }

    /** What a column says of the rounds of a server. */
    private record Column(String heading, Function<List<Measurement>, String> cell) {
        /** The median of the rounds that did not fail. */
        static Column of(String heading, Function<Measurement, Double> figure) {
            return new Column(heading, rounds -> {
                Double median = Bench.median(rounds.stream().filter(m -> m.failure == null).map(figure));
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
        Bench bench;
        try {
            bench = new Gson().fromJson(json, Bench.class);
        } catch (JsonParseException e) {
            throw notARun();
        }
        if (bench == null
                || Stream.of(bench.machine, bench.settings, bench.measurements).anyMatch(Objects::isNull))
            throw notARun();
        return bench;
    }

    private static Flaw notARun() {
        return new Flaw("%1$s is no run: ./xps bench --json %1$s writes one".formatted(FILE));
    }

    /** The table of the machine, {@code machine}; or that of loads, {@code busy-1,busy-10}, and servers, if named. */
    List<String> lines(List<String> arguments) throws Flaw {
        if (arguments.isEmpty())
            throw new Flaw("bench needs a load, or machine: <!-- bench ping-pong-64 8 c -->");
        if (arguments.equals(List.of("machine"))) return ofMachine();

        List<String> loads = List.of(arguments.get(0).split(","));
        List<List<Measurement>> rows = new ArrayList<>();
        for (String load : loads) rows.addAll(rows(load, arguments.subList(1, arguments.size())));
        return table(columns(loads.size() > 1), rows);
    }

    private List<String> ofMachine() {
        Table table = new Table();
        table.add(List.of("what", "which"));
        table.add(List.of("processor", "%s, %d cores".formatted(machine.cpu, machine.cores)));
        table.add(List.of("memory", "%s GiB".formatted(number(machine.memoryBytes / Math.pow(1024, 3)))));
        table.add(List.of("system", machine.system));
        table.add(List.of("JDK", machine.jdk));
        table.add(List.of("command", "`" + settings.command + "`"));
        table.add(List.of("rounds", "%d, each of %s s after a warm-up of %s s".formatted(settings.rounds,
                number(settings.seconds), number(settings.warmupSeconds))));
        return table.lines();
    }

    /** The rounds of each server: those that are named, in that order, or all as they were measured. */
    private List<List<Measurement>> rows(String load, List<String> servers) throws Flaw {
        List<Measurement> all = ofLoad(load);
        if (all.isEmpty())
            throw new Flaw("no load '%s' in %s; it has %s".formatted(load, FILE,
                    measurements.stream().map(Measurement::load).distinct().collect(joining(", "))));
        List<String> there = all.stream().map(Measurement::server).distinct().toList();
        List<List<Measurement>> rows = new ArrayList<>();
        for (String server : servers.isEmpty() ? there : servers) {
            List<Measurement> own = ofServer(server, all);
            if (own.isEmpty())
                throw new Flaw("no server '%s' in %s of %s; it has %s".formatted(server, load, FILE,
                        String.join(", ", there)));
            rows.add(own);
        }
        return rows;
    }

    private List<Measurement> ofLoad(String load) {
        return measurements.stream().filter(m -> m.load.equals(load)).toList();
    }

    private static List<Measurement> ofServer(String server, List<Measurement> measurements) {
        return measurements.stream().filter(m -> m.isOf(server)).toList();
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
        return List.of(new Column("load", rounds -> severalLoads ? rounds.get(0).load : ""),
                new Column("server", rounds -> rounds.get(0).server),
                Column.of("requests/s", Measurement::rate),
                Column.of("MB/s", m -> m.lineBytes < LONG_LINE ? null : m.megabytesPerSecond),
                new Column("ratio (spread)", this::ratio), //
                Column.of("p50 µs", Measurement::p50Us), Column.of("p99 µs", Measurement::p99Us),
                Column.of("p99.9 µs", Measurement::p999Us), Column.of("max µs", Measurement::maxUs),
                Column.of("CPU µs/request", Measurement::cpuMicrosPerRequest),
                Column.of("bytes/request", Measurement::allocatedBytesPerRequest),
                Column.of("MiB", m -> m.residentBytes == null ? null : m.residentBytes / 1024 / 1024),
                Column.of("KiB/connection", Bench::kibibytesPerConnection),
                new Column("foreign load", Bench::foreignLoad), new Column("failure", Bench::failure));
    }

    /** Within each round to the base, which is C if it takes part, else the first. */
    private String ratio(List<Measurement> rounds) {
        List<Measurement> all = ofLoad(rounds.get(0).load);
        List<Measurement> ofC = ofServer(BASE, all);
        List<Measurement> base = ofC.isEmpty() ? ofServer(all.get(0).server, all) : ofC;
        if (base.get(0).server.equals(rounds.get(0).server)) return rate(base) == null ? "" : "base";

        List<Double> ratios = rounds.stream()
                .flatMap(m -> base.stream().filter(other -> other.round == m.round)
                        .filter(other -> m.rate() != null && other.rate() != null)
                        .map(other -> m.rate() / other.rate()))
                .sorted().toList();
        return ratios.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median(ratios.stream()), ratios.get(0),
                        ratios.get(ratios.size() - 1));
    }

    private static Double rate(List<Measurement> rounds) {
        return median(rounds.stream().map(Measurement::rate));
    }

    private static Double kibibytesPerConnection(Measurement m) {
        boolean known = m.residentBytesBefore != null && m.residentBytes != null;
        return known && m.rate() == null && m.idle > 0
                ? (m.residentBytes - m.residentBytesBefore) / m.idle / 1024
                : null;
    }

    /** The most that other programs used of the machine, if it was so much that a round counts for less. */
    private static String foreignLoad(List<Measurement> rounds) {
        double most = rounds.stream().map(Measurement::foreignLoad).filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue).max().orElse(0);
        return most > MOST_FOREIGN_LOAD ? String.format(Locale.ROOT, "%.0f %%", 100 * most) : "";
    }

    private static String failure(List<Measurement> rounds) {
        List<Measurement> failed = rounds.stream().filter(m -> m.failure != null).toList();
        if (failed.isEmpty()) return "";
        String which = failed.size() == rounds.size()
                ? ""
                : "%d of %d: ".formatted(failed.size(), rounds.size());
        return "✘ " + which + failed.get(0).failure;
    }

    /** Of those that are known; null if none is. */
    private static Double median(Stream<Double> values) {
        List<Double> known = values.filter(Objects::nonNull).sorted().toList();
        if (known.isEmpty()) return null;
        int half = known.size() / 2;
        return known.size() % 2 == 1
                ? known.get(half)
                : (Double) ((known.get(half - 1) + known.get(half)) / 2);
    }

    private static String number(double value) {
        return NumberFormat.getInstance(Locale.ROOT).format(new BigDecimal(value).round(THREE_DIGITS));
    }
}
