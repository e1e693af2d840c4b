package expserver.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Puts a server that reverses lines under load, verifies each reply, and measures how long it took. */
@Command(name = "Load", sortOptions = false, separator = " ",
        description = "Puts a server that reverses lines under load, and measures how long its replies take.",
        footer = {"",
                "Prints JSON objects, one a line: ready, measuring, measured, done. Ends when its standard input does.",
                "",
                "Exit status: 0 measured, 1 the server did something wrong, 2 bad usage."})
final class Load implements Callable<Integer> {
    private static final long LONGEST_FLOOD = TimeUnit.SECONDS.toNanos(3);
    private static final long FLOOD_TURN = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int SELECTOR_FILES = 8;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "127.0.0.1",
            description = "The server's host, ${DEFAULT-VALUE} by default.")
    private InetAddress host;

    @Option(names = "--port", paramLabel = "PORT", required = true, description = "The server's port.")
    private int port;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "1",
            description = "How many connections send lines, ${DEFAULT-VALUE} by default.")
    private int connections;

    @Option(names = "--in-flight", paramLabel = "K", defaultValue = "1",
            description = "How many lines each of them has under way, ${DEFAULT-VALUE} by default.")
    private int inFlight;

    @Option(names = "--bytes", paramLabel = "B", defaultValue = "64",
            description = "The length of a line with its newline, ${DEFAULT-VALUE} by default.")
    private int bytes;

    @Option(names = "--rate", paramLabel = "R",
            description = "Open loop: so many lines a second over all connections, whatever the replies do.")
    private Integer rate;

    @Option(names = "--reconnect",
            description = "Each exchange on a connection of its own, N at a time.")
    private boolean reconnect;

    @Option(names = "--silent", paramLabel = "M", defaultValue = "0",
            description = "Besides, M connections that send all they can and never read.")
    private int silent;

    @Option(names = "--idle", paramLabel = "M", defaultValue = "0",
            description = "Besides, M connections that do nothing.")
    private int idle;

    @Option(names = "--warmup", paramLabel = "S", defaultValue = "2",
            description = "Seconds before the measured time, ${DEFAULT-VALUE} by default.")
    private double warmup;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "3",
            description = "The measured time, ${DEFAULT-VALUE} by default.")
    private double seconds;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final InputStream in;
    private final Patience patience;

    Load(InputStream in, Duration patience) {
        this.in = in;
        this.patience = new Patience(patience);
    }

    public static void main(String[] args) {
        System.exit(commandLine(System.in, Duration.ofSeconds(10)).execute(args));
    }

    static CommandLine commandLine(InputStream in, Duration patience) {
        return new CommandLine(new Load(in, patience)).setParameterExceptionHandler(Load::reportUsage)
                .setExecutionExceptionHandler(Load::reportFailure);
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        checkLimitOfOpenFiles();
        try (Loop loop = new Loop(new InetSocketAddress(host, port), patience)) {
            measure(loop);
            in.read(); // until then, a server with nothing to do can be looked at, all connections still open
        }
        return 0;
    }

    private void measure(Loop loop) throws IOException {
        Report report = new Report(spec.commandLine().getOut());
        Lines lines = new Lines(bytes);
        List<Client> clients = greeted(loop, lines, "connection", reconnect ? 0 : connections);
        greeted(loop, lines, "idle connection", idle);
        flood(loop, list(silent, i -> new SilentClient(i, lines)));
        report.ready();

        Measurement measurement = new Measurement(warmup, seconds);
        Run run = start(loop, lines, clients, measurement);
        run.until(measurement.start);
        report.measuring();
        run.until(measurement.end);
        report.measured();
        run.toTheLastReply();
        report.done(measurement, bytes, run.schedule);
    }

    /** Opens clients, some at once, until each has had a reply: a connection that is open need not be accepted yet. */
    private List<Client> greeted(Loop loop, Lines lines, String name, int count) throws IOException {
        List<Client> clients = list(count, i -> new Client(name, i, lines, loop.readBuffer));
        for (int from = 0; from < count; from += Loop.OPENING_AT_ONCE) {
            List<Client> some = clients.subList(from, Math.min(from + Loop.OPENING_AT_ONCE, count));
            loop.openAll(some);
            new Run(loop, patience, some, null).toTheLastReply();
        }
        return clients;
    }

    /** Opens the silent clients, and returns when their sockets are full, or after a while. */
    private static void flood(Loop loop, List<SilentClient> silent) throws IOException {
        loop.openAll(silent);
        long start = System.nanoTime();
        while (System.nanoTime() - start < LONGEST_FLOOD
                && !silent.stream().allMatch(SilentClient::isStalled))
            loop.turn(FLOOD_TURN);
    }

    private Run start(Loop loop, Lines lines, List<Client> clients, Measurement measurement)
            throws IOException {
        if (reconnect) {
            List<FreshClient> fresh = list(connections, i -> new FreshClient(i, lines, loop, measurement));
            for (FreshClient client : fresh) client.next(System.nanoTime());
            return new Run(loop, patience, fresh, null);
        }
        if (rate != null) {
            Schedule schedule = new Schedule(rate, clients, measurement);
            schedule.start();
            return new Run(loop, patience, clients, schedule);
        }
        for (Client client : clients) client.start(new ClosedLoop(measurement, inFlight));
        return new Run(loop, patience, clients, null);
    }

    private static <T> List<T> list(int count, IntFunction<T> made) {
        return IntStream.range(0, count).mapToObj(made).toList();
    }

    private void checkOptions() {
        check(port >= 1 && port <= 65_535, "--port is from 1 to 65535");
        check(connections >= 0 && idle >= 0 && silent >= 0, "a number of connections is not negative");
        check(inFlight >= 1 && inFlight <= 1_000_000, "--in-flight is from 1 to 1000000");
        check(bytes >= 1 && bytes <= Lines.LONGEST, "--bytes is from 1 to " + Lines.LONGEST);
        check(rate == null || rate >= 1, "--rate is 1 at least");
        check(rate == null || connections > 0, "--rate needs connections that send lines");
        check(rate == null || !reconnect, "--rate and --reconnect exclude each other");
        check(inFlight == 1 || rate == null && !reconnect,
                "--in-flight excludes --rate and --reconnect");
        check(warmup >= 0 && warmup <= 3600, "--warmup is from 0 to 3600 seconds");
        check(seconds > 0 && seconds <= 3600, "--seconds is more than 0, and 3600 at most");
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) throw new ParameterException(spec.commandLine(), otherwise);
    }

    /** A JVM raises its limit to the hard one. */
    private void checkLimitOfOpenFiles() throws IOException {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system))
            return;

        long needed = system.getOpenFileDescriptorCount() + 2L * connections + idle + silent + SELECTOR_FILES;
        long limit = system.getMaxFileDescriptorCount();
        if (needed > limit)
            throw new IOException(
                    "this takes %d open files, and %d are allowed: raise the limit (ulimit -Hn %d)"
                            .formatted(needed, limit, needed));
    }

    private static int reportUsage(ParameterException e, String[] args) {
        e.getCommandLine().getErr().printf("load: %s (see --help)%n", e.getMessage());
        return 2;
    }

    private static int reportFailure(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        if (!(e instanceof IOException)) throw e;
        command.getErr().println("load: " + e.getMessage());
        return 1;
    }
}
