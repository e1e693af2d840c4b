package expserver.lab;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Prints a row per fault, a column per server and, under them, what each failure was and what was noted. */
final class FaultTable {
    private static final String NONE = "-";

    private final PrintWriter out;
    private final Terminal terminal;
    private final List<Candidate> candidates;
    private final List<Result> results;

    FaultTable(PrintWriter out, Terminal terminal, List<Candidate> candidates, List<Result> results) {
        this.out = out;
        this.terminal = terminal;
        this.candidates = candidates;
        this.results = results;
    }

    void print() {
        int width = results.stream().mapToInt(r -> r.spec().length()).max().orElse(0) + 2;
        out.println(" ".repeat(width) + "  "
                + candidates.stream().map(FaultTable::heading).collect(joining("  ")));
        groups().forEach((group, rows) -> {
            out.println(group);
            rows.forEach((fault, row) -> out.println(
                    "  " + fault + " ".repeat(width - 2 - fault.length()) + "  " + cells(row)));
        });
        for (Candidate candidate : candidates)
            candidate.obstacle().ifPresent(why -> out.printf("%n%s %s%n", candidate.name(), why));
        tellUnexpected();
        tellByReason(result -> result.failed() && result.expected());
        tellByReason(result -> result.outcome() == Result.Outcome.NOT_MEASURED && result.expected());
        tellNotes();
    }

    /** The results by groups, and in a group by faults. */
    private Map<String, Map<String, List<Result>>> groups() {
        return results.stream().collect(groupingBy(Result::group, LinkedHashMap::new,
                groupingBy(Result::spec, LinkedHashMap::new, toList())));
    }

    private static String heading(Candidate candidate) {
        return Scoreboard.label(candidate.shortName());
    }

    private String cells(List<Result> row) {
        StringBuilder cells = new StringBuilder();
        int gap = 0;
        for (Candidate candidate : candidates) {
            cells.append(" ".repeat(gap)).append(row.stream()
                    .filter(r -> r.server().equals(candidate.name())).findFirst()
                    .map(r -> terminal.paint(r.style(), r.mark())).orElse(NONE));
            gap = heading(candidate).length() - 1 + 2;
        }
        return cells.toString();
    }

    private void tellUnexpected() {
        for (Result result : results) {
            if (result.expected()) continue;
            out.printf("%n%s, %s: %s%n", result.server(), result.spec(),
                    terminal.paint(result.style(), result.summary()));
            if (result.failed()) out.println(result.message().indent(2).stripTrailing());
        }
    }

    /** Each reason once, with all servers and faults that have it. */
    private void tellByReason(Predicate<Result> told) {
        results.stream().filter(told).collect(groupingBy(Result::summary, LinkedHashMap::new, toList()))
                .forEach((summary, ofReason) -> {
                    out.printf("%n%s%n", terminal.paint(ofReason.get(0).style(), summary));
                    faultsByServer(ofReason)
                            .forEach((server, faults) -> out.printf("  %s: %s%n", server, faults));
                });
    }

    private static Map<String, String> faultsByServer(List<Result> results) {
        return results.stream().collect(
                groupingBy(Result::server, LinkedHashMap::new, mapping(Result::spec, joining("; "))));
    }

    private void tellNotes() {
        List<Result> noted = results.stream().filter(r -> !r.notes().isEmpty()).toList();
        if (!noted.isEmpty()) out.println();
        for (Result result : noted)
            out.printf("%s, %s: %s%n", result.server(), result.spec(), String.join("; ", result.notes()));
    }
}
