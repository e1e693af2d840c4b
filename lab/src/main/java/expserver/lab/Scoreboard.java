package expserver.lab;

import expserver.specs.Fault;
import expserver.specs.Faults;
import expserver.specs.Spec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs the specs and prints a row per server, a column per spec and, under them, what each failure was. */
public final class Scoreboard {
    private static final String RUNNING = "…";
    private static final int LONGEST_LABEL = 40;

    private final PrintWriter out;
    private final Terminal terminal;
    private final List<Result> results = new ArrayList<>();
    private final Ending ending = new Ending();

    public Scoreboard(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Runs every spec against every candidate and shows each result as it comes. */
    public List<Result> run(List<Candidate> candidates) {
        int width = candidates.stream().mapToInt(c -> label(c.name()).length()).max().orElse(0);
        out.print(" ".repeat(width));
        for (Spec spec : Spec.FOUR) out.print("  " + heading(spec.name()));
        out.println();
        for (Candidate candidate : candidates) row(candidate, width);
        results.forEach(this::tell);
        return results;
    }

    private void row(Candidate candidate, int width) {
        out.print(label(candidate.name()));
        int gap = width - label(candidate.name()).length() + 2;
        if (candidate.obstacle().isPresent()) {
            out.println(" ".repeat(gap) + candidate.obstacle().get());
            return;
        }
        for (Fault spec : Faults.SPECS.faults()) {
            out.print(" ".repeat(gap) + (terminal.live() ? RUNNING : ""));
            out.flush();
            ending.check();
            Result result = Result.of(candidate, Faults.SPECS.heading(), spec);
            results.add(result);
            out.print((terminal.live() ? "\b" : "") + terminal.paint(result.style(), result.mark()));
            if (!result.started()) break;
            gap = heading(spec.name()).length() - 1 + 2;
        }
        out.println();
    }

    private void tell(Result result) {
        if (result.passed() && result.expected()) return;

        out.printf("%n%s, %s: %s%n", result.server(), result.spec(),
                terminal.paint(result.style(), result.summary()));
        if (!result.expected() && result.failed()) out.println(result.message().indent(2).stripTrailing());
    }

    /** A name that may be a whole command. */
    static String label(String name) {
        return name.length() <= LONGEST_LABEL ? name : name.substring(0, LONGEST_LABEL - 3) + "...";
    }

    /** The first word of the spec's name: four full names would not fit on a line of 80 columns. */
    public static String heading(String spec) {
        return spec.split(" ")[0];
    }
}
