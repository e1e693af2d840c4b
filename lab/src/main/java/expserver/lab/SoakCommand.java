package expserver.lab;

import expserver.specs.NotMeasured;
import expserver.specs.ServerProcess;
import expserver.specs.Soak;
import expserver.specs.SpecFailure;
import expserver.specs.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has all kinds of clients meet a server for a while. */
@Command(name = "soak", sortOptions = false,
        description = "Has good, slow, resetting, silent and half-hearted clients meet a server at random.",
        footer = {"",
                "Each client verifies every byte it is owed. At the end the server's memory, descriptors and",
                "threads are compared with those at the start.", "", "Examples:", //
                "  ./xps soak 9 --minutes 2              two minutes of stage 9",
                "  ./xps soak 9 --minutes 0.3 --seed 7   20 s, with the doings of an earlier run"})
final class SoakCommand implements Callable<Integer> {
    private static final int COLUMNS = 40; // of the bar

    @Parameters(paramLabel = "SERVER",
            description = "A number such as 9, or a name such as stage-09-production.")
    private CourseServer server;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "1",
            description = "How long, such as 2 or 0.5; ${DEFAULT-VALUE} by default.")
    private double minutes;

    @Option(names = "--seed", paramLabel = "N",
            description = "What chance makes of it; printed at the start.")
    private Long seed;

    @Spec
    private CommandSpec spec;

    private final Ending ending = new Ending();

    @Override
    public Integer call() throws IOException {
        if (!server.runsOnThisJdk()) throw new ParameterException(spec.commandLine(), server.needsNewerJdk());
        if (!(minutes > 0 && minutes <= 1_000))
            throw new ParameterException(spec.commandLine(),
                    "--minutes has to be more than 0, and 1000 at most");

        long chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s for %s minutes, --seed %d%n", server.name(), minutes, chosen);
        try (ServerProcess process = ending.start(server.program()::start)) {
            return soak(new Soak(Subject.started(server.program(), process), chosen), out);
        }
    }

    private int soak(Soak soak, PrintWriter out) throws IOException {
        Duration time = Duration.ofMillis((long) (minutes * 60_000));
        long start = System.nanoTime();
        Bar bar = new Bar(spec.commandLine().getErr(), COLUMNS,
                () -> (double) (System.nanoTime() - start) / time.toNanos(),
                () -> "%,d clients served".formatted(soak.served()));
        List<String> used;
        try {
            used = soak.run(time);
        } catch (SpecFailure failure) {
            out.println("✘ " + failure.getMessage());
            return 1;
        } catch (NotMeasured e) {
            used = List.of("memory, descriptors and threads: not measured: " + e.getMessage());
        } finally {
            bar.erase();
        }
        used.forEach(out::println);
        out.printf("%,d clients were served as they should be%n", soak.served());
        return 0;
    }
}
