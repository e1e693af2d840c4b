package expserver.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
                "Prints JSON objects, one a line: ready, measuring, done. Ends when its standard input does.",
                "",
                "Exit status: 0 measured, 1 the server did something wrong, 2 bad usage."})
final class Load implements Callable<Integer> {
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
        Report report = new Report(spec.commandLine().getOut());
        Lines lines = new Lines(bytes);
        try (Loop loop = new Loop(new InetSocketAddress(host, port), patience)) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) clients.add(new Client(i, lines, loop.readBuffer));
            loop.openAll(clients);
            report.ready();

            long start = System.nanoTime() + (long) (warmup * 1e9);
            Measurement measurement = new Measurement(start, start + (long) (seconds * 1e9));
            Run run = new Run(loop, patience, clients);
            for (Client client : clients) client.start(new ClosedLoop(measurement, inFlight));
            run.until(measurement.start);
            report.measuring();
            run.until(measurement.end);
            run.toTheLastReply();
            report.done(measurement, bytes);
            awaitEndOfInput();
        }
        return 0;
    }

    /** Whoever started this looks at the server, which has nothing to do but still has its connections. */
    private void awaitEndOfInput() throws IOException {
        in.read();
    }

    private void checkOptions() {
        check("--port", port, 1, 65535);
        check("--connections", connections, 0, 1_000_000);
        check("--in-flight", inFlight, 1, 1_000_000);
        check("--bytes", bytes, 1, Lines.LONGEST);
        check("--warmup", warmup, 0, 3600);
        check("--seconds", seconds, 0.001, 3600);
    }

    private void check(String option, double value, double least, double most) {
        if (!(value >= least && value <= most))
            throw bad("%s is from %s to %s".formatted(option, least, most));
    }

    private ParameterException bad(String message) {
        return new ParameterException(spec.commandLine(), message);
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
