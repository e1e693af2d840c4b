package expserver.lab.bench;

import static java.util.stream.Collectors.joining;

import com.sun.management.UnixOperatingSystemMXBean;
import expserver.lab.Progress;
import expserver.lab.ReportOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Measures servers of the course, and what people would use instead, under loads. */
@Command(name = "bench", sortOptions = false,
        description = "Measures servers of the course, and what people would use instead, under loads.",
        footer = {"", "In each round every server has its turn, started afresh and alone with the",
                "load, each of the two on a core of its own. All replies are verified. A row",
                "shows the medians of the rounds: requests/s; their ratio to the base (c if it",
                "takes part, else the first), formed within a round, with its spread; latencies",
                "in µs; the server's CPU time per request in µs; its resident memory; the bytes",
                "that a JVM allocates per request. A server with a * had a round in which the",
                "machine had other work.", "",
                "Without options: every load with those servers that it is meant for, about an",
                "hour on two cores.", "",
                "Exit status 1 if a server failed that must serve. One that does not hold back a",
                "client that sends and never reads may fail beside it: that is its result.", "",
                "Examples:", //
                "  ./xps bench --quick                                under 5 minutes",
                "  ./xps bench --load bulk,idle-1000 --servers 8,c    two loads, two servers",
                "  ./xps bench --json results.json --plots plots      all, and its plots"})
public final class BenchCommand implements Callable<Integer> {
    private static final String QUICK_LOADS = "ping-pong-64,pipelined,bulk";
    private static final String QUICK_SERVERS = "8,9,c,netty-epoll-tight";
    private static final double WARMUP = 3; // seconds

    @Option(names = "--quick", description = "Three loads, four servers, 2 s measured each.")
    private boolean quick;

    @Option(names = "--load", paramLabel = "NAMES",
            description = "Loads such as ping-pong-64, with commas between them.")
    private String loads;

    @Option(names = "--servers", paramLabel = "NAMES",
            description = "Servers: numbers or names of the course, and others such as c.")
    private String servers;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
            description = "How often each has its turn, ${DEFAULT-VALUE} by default.")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "S",
            description = "The measured time, 3 by default; before it 3 s, or S if that is less, to warm up.")
    private Double seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results to FILE after each load.")
    private Path json;

    @Option(names = "--plots", paramLabel = "DIR", description = "Draw the plots into DIR; needs Node.")
    private Path plots;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        check();
        Pinning pinning = Pinning.ofThisMachine();
        Lineup lineup = new Lineup(chosen(loads, QUICK_LOADS, Workload::named, Workload.ALL),
                chosen(servers, QUICK_SERVERS, Contender::named, List.of()), descriptors());
        BenchRun run = new BenchRun(lineup, rounds, times(), new Driver(pinning)::measure, out());
        if (run.size() == 0) throw badUsage("nothing to measure: " + String.join("; ", lineup.leftOut));
        Machine machine = Machine.here();
        out().println(machine + "; " + pinning.description());
        out().printf("%d measurements, rounds: %d, warm-up: %s s, measured: %s s; %s%n", run.size(), rounds,
                times().warmup(), times().measured(), Progress.roughly(run.estimate()));
        lineup.leftOut.forEach(why -> out().println("left out: " + why));
        return run(run, machine) ? 0 : 1;
    }

    private void check() {
        if (rounds < 1 || rounds > 100) throw badUsage("--rounds has to be a number from 1 to 100");
        if (!(times().measured() > 0 && times().measured() <= 600))
            throw badUsage("--seconds has to be more than 0, and 600 at most");
        if (json != null) ReportOptions.check(json, spec);
        Optional<String> obstacle = plots == null ? Optional.empty() : Plots.obstacle();
        if (obstacle.isPresent()) throw badUsage(obstacle.get());
    }

    private boolean run(BenchRun run, Machine machine) throws IOException {
        Report.Settings settings = new Report.Settings(quick, rounds, times().warmup(), times().measured(),
                typed());
        Path file = json == null && plots != null ? Files.createTempFile("bench", ".json") : json;
        boolean served = run.run(spec.commandLine().getErr(), measurements -> {
            if (file != null) new Report(machine, settings, measurements).write(file);
        });
        if (plots != null) Plots.draw(file, plots);
        if (json == null && file != null) Files.delete(file);
        return served;
    }

    private Times times() {
        if (seconds != null) return new Times(Math.min(WARMUP, seconds), seconds);
        return new Times(WARMUP, quick ? 2 : 3);
    }

    /** Those that are named, those of a quick run, or {@code otherwise}. */
    private <T> List<T> chosen(String names, String ofQuick, Function<String, T> find, List<T> otherwise) {
        if (names == null && !quick) return otherwise;
        try {
            return Stream.of((names == null ? ofQuick : names).split(",")).map(find).distinct().toList();
        } catch (TypeConversionException e) {
            throw badUsage(e.getMessage());
        }
    }

    /** How many a process may have, which is what Java has raised its own limit to; those it starts inherit that. */
    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getMaxFileDescriptorCount();
    }

    private String typed() {
        return Stream.concat(Stream.of("./xps"),
                spec.root().commandLine().getParseResult().originalArgs().stream()).collect(joining(" "));
    }

    private ParameterException badUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
