package expserver.lab.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has the diagrams of pages parsed by the script {@code docs/scripts/mermaid-check.mjs}. */
record Mermaid(Path root, String node, Processes processes) {
    private static final String SCRIPT = "docs/scripts/mermaid-check.mjs";
    private static final Pattern PROBLEM = Pattern.compile("(.+?):(\\d+): (.*)");

    /** What is wrong with the diagrams of pages. */
    List<Problem> problems(List<Page> all) throws IOException, InterruptedException {
        List<Page> pages = all.stream().filter(page -> page.mermaid().isPresent()).toList();
        if (pages.isEmpty()) return List.of();

        Page first = pages.get(0);
        if (!Files.isDirectory(root.resolve("docs/node_modules")))
            return unparsed(first, "run npm ci in docs");

        List<String> command = new ArrayList<>(List.of(node, SCRIPT));
        pages.forEach(page -> command.add(page.path().toString()));
        Process process;
        try {
            process = processes.start(command);
        } catch (IOException e) {
            return unparsed(first, "cannot run " + node + ": install Node.js");
        }
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            if (process.waitFor() == 0) return List.of();
            List<Problem> problems = lines.stream().map(PROBLEM::matcher).filter(Matcher::matches)
                    .map(m -> new Problem(Path.of(m.group(1)), Integer.parseInt(m.group(2)),
                            "Mermaid: " + m.group(3)))
                    .toList();
            return problems.isEmpty() ? unparsed(first, String.join("\n    ", lines)) : problems;
        }
    }

    private static List<Problem> unparsed(Page page, String why) {
        return List
                .of(new Problem(page.path(), page.mermaid().orElseThrow(), "Mermaid is not parsed: " + why));
    }
}
