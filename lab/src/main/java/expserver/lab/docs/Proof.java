package expserver.lab.docs;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is found in a page: stale blocks, with the lines that they should have, and problems. */
record Proof(Page page, Map<Directive, List<String>> stale, List<Problem> problems) {
    private static final int FILE_NAMES = 2; // lines that a unified diff begins with
    private static final int MOST_LINES = 20;

    /** Puts the problems in the order of the page. */
    Proof {
        problems = problems.stream().sorted(Comparator.comparing(Problem::line)).toList();
    }

    /** The page's text with what is stale regenerated. */
    String corrected() {
        Map<Block, List<String>> contents = new HashMap<>();
        stale.forEach((directive, lines) -> contents.put(directive.block(), lines));
        return page.with(contents);
    }

    /** The same with a problem for each stale block, for whoever does not regenerate. */
    Proof withStaleAsProblems() {
        Stream<Problem> ofStale = stale.entrySet().stream().map(e -> problem(e.getKey(), e.getValue()));
        return new Proof(page, Map.of(), Stream.concat(problems.stream(), ofStale).toList());
    }

    /** At the first line that differs: what the page shows, and what it should. */
    private Problem problem(Directive directive, List<String> lines) {
        List<String> shown = directive.block().lines();
        Patch<String> patch = DiffUtils.diff(shown, lines);
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff("", "", shown, patch, 1).stream()
                .skip(FILE_NAMES)
                .filter(line -> !line.startsWith("@@ ")).map(line -> "\n    " + line).toList();
        String rest = diff.size() > MOST_LINES
                ? "\n    ... and %d lines more".formatted(diff.size() - MOST_LINES)
                : "";
        return new Problem(page.path(),
                directive.block().start() + patch.getDeltas().get(0).getSource().getPosition(),
                "stale: %s; run ./xps docs %s%s%s".formatted(directive, page.path(),
                        String.join("", diff.stream().limit(MOST_LINES).toList()), rest));
    }
}
