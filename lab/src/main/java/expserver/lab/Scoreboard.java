package expserver.lab;

import static picocli.CommandLine.Help.Ansi.Style.fg_green;
import static picocli.CommandLine.Help.Ansi.Style.fg_red;
import static picocli.CommandLine.Help.Ansi.Style.fg_yellow;

import expserver.specs.Spec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Runs the specs and prints a row per server, a column per spec and, under them, what each failure was. */
public final class Scoreboard {
    private static final String RUNNING = "…";
    private static final int LONGEST_LABEL = 40;

    private final PrintWriter out;
    private final Terminal terminal;
    private final List<Result> results = new ArrayList<>();
    private volatile boolean ending;

    public Scoreboard(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Runs every spec against every candidate and shows each result as it comes. */
    public List<Result> run(List<Candidate> candidates) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endServers)); // runs on SIGINT and SIGTERM
        int width = candidates.stream().mapToInt(c -> label(c).length()).max().orElse(0);
        out.print(" ".repeat(width));
        for (Spec spec : Spec.FOUR) out.print("  " + heading(spec));
        out.println();
        for (Candidate candidate : candidates) row(candidate, width);
        results.forEach(this::tell);
        return results;
    }

    private void row(Candidate candidate, int width) {
        out.print(label(candidate));
        int gap = width - label(candidate).length() + 2;
        if (candidate.obstacle().isPresent()) {
            out.println(" ".repeat(gap) + candidate.obstacle().get());
            return;
        }
        for (Spec spec : Spec.FOUR) {
            out.print(" ".repeat(gap) + (terminal.live() ? RUNNING : ""));
            out.flush();
            while (ending) LockSupport.park(); // a server that starts now would outlive this program
            Result result = Result.of(candidate, spec);
            results.add(result);
            out.print((terminal.live() ? "\b" : "") + paint(result, result.mark()));
            if (!result.started()) break;
            gap = heading(spec).length() - 1 + 2;
        }
        out.println();
    }

    private void endServers() {
        ending = true;
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private void tell(Result result) {
        if (result.passed() && result.expected()) return;

        out.printf("%n%s, %s: %s%n", result.server(), result.spec(), paint(result, result.summary()));
        if (!result.expected() && !result.passed()) out.println(result.message().indent(2).stripTrailing());
    }

    private String paint(Result result, String text) {
        if (!result.expected()) return terminal.paint(fg_red, text);
        return terminal.paint(result.passed() ? fg_green : fg_yellow, text);
    }

    private static String label(Candidate candidate) {
        String name = candidate.name();
        return name.length() <= LONGEST_LABEL ? name : name.substring(0, LONGEST_LABEL - 3) + "...";
    }

    /** The first word of the spec's name: four full names would not fit on a line of 80 columns. */
    public static String heading(Spec spec) {
        return spec.name().split(" ")[0];
    }
}
