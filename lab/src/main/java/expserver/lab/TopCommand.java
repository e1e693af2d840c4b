package expserver.lab;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows every second what a server that runs on this machine does, by its counters. */
@Command(name = "top", sortOptions = false,
        description = "Shows every second what a server that runs on this machine does, until Ctrl-C or its end.",
        footer = {"", "All but connections and the longest turn is a second's: connections accepted, bytes",
                "received and sent, turns of the loop. The longest turn is that since the server started.",
                "",
                "Examples:", //
                "  ./xps top 9              stage 9, which counts; start it with ./xps run 9",
                "  ./xps top 9 --pid 4711   that one, if several run"})
final class TopCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVER",
            description = "A number such as 9, or a name such as stage-09-production.")
    private CourseServer server;

    @Option(names = "--pid", paramLabel = "PID", description = "Its process, if several run.")
    private Long pid;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        ProcessHandle process = Jvm.find(server, pid);
        try (Counters counters = Counters.of(process, server)) {
            print("%11s %11s %14s %14s %9s %13s", "connections", "accepted/s", "received/s", "sent/s",
                    "turns/s",
                    "longest turn");
            Counters.Sample last = counters.sample();
            while (!ends(process)) {
                Counters.Sample next = counters.sample();
                print(last, next);
                last = next;
            }
        } catch (IOException e) {
            if (!ends(process)) throw e; // else that is why it does not answer
        }
        return 0;
    }

    /** Whether it ends within the next second. */
    private static boolean ends(ProcessHandle process) throws InterruptedException, ExecutionException {
        try {
            process.onExit().get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void print(Counters.Sample last, Counters.Sample next) {
        print("%11d %,11d %,14d %,14d %,9d %10.3f ms", next.open(), next.rate(last, "ConnectionsAccepted"),
                next.rate(last, "BytesReceived"), next.rate(last, "BytesSent"), next.rate(last, "Turns"),
                next.longestTurnMillis());
    }

    private void print(String format, Object... values) {
        spec.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
    }
}
