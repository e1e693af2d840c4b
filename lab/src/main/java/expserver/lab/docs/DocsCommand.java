package expserver.lab.docs;

import expserver.lab.Candidate;
import expserver.lab.CourseServer;
import expserver.lab.Result;
import expserver.lab.Scoreboard;
import expserver.lab.Terminal;
import expserver.lab.docs.Runs.Printed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps what pages show of sources and programs as these are. */
@Command(name = "docs", sortOptions = false,
        description = "Regenerates what pages show of sources, specs and commands, and checks their links.",
        footer = {"", "Without arguments: README.md, CONTRIBUTING.md and all pages in docs.",
                "Exit status 1 if something is wrong that it cannot regenerate.", "", "Examples:", //
                "  ./xps docs                               regenerate",
                "  ./xps docs --check                       change nothing, tell what is stale",
                "  ./xps docs --no-run docs/stage-07.md     one page, while you write it"})
public final class DocsCommand implements Callable<Integer> {
    private static final int COLUMNS = 79;

    @Parameters(arity = "0..*", paramLabel = "PAGE", description = "A Markdown file.")
    private List<Path> named = new ArrayList<>();

    @Option(names = "--check", description = "Write nothing; exit with status 1 if a page is stale.")
    private boolean check;

    @Option(names = "--no-run",
            description = "Leave sessions and scoreboards as they are, for they take time.")
    private boolean noRun;

    @Spec
    private CommandSpec spec;

    private final Path folder;
    private final ScoreTable.Specs specs;
    private final String node;
    private final Terminal terminal = Terminal.ofStandardOutput();
    private int regenerated;
    private int problems;

    /** For the project that this program is part of. */
    public DocsCommand() {
        this.folder = CourseServer.ROOT;
        this.specs = this::runSpecs;
        this.node = "node";
    }

    /** For the project in {@code folder}, with a program in place of Node.js. */
    DocsCommand(Path folder, ScoreTable.Specs specs, String node) {
        this.folder = folder;
        this.specs = specs;
        this.node = node;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = folder.toRealPath();
        Book book = new Book(root);
        List<Page> pages = new ArrayList<>();
        for (Path path : named.isEmpty() ? book.pages() : namedIn(root)) pages.add(Page.read(root, path));

        Processes processes = new Processes(root);
        Runs runs = new Runs(processes, (page, step) -> progress(page.path() + "  " + step.typed()));
        if (!noRun) runs.judge(pages, specs);
        for (Page page : pages) {
            progress(page.path().toString());
            Proof proof = book.proof(page, noRun ? Printed.NOTHING : runs.of(page));
            if (check) proof = proof.withStaleAsProblems();
            else
                if (!proof.stale().isEmpty())
                    Files.writeString(root.resolve(page.path()), proof.corrected());
            tell(proof);
        }
        tell(new Mermaid(root, node, processes).problems(pages));
        runs.leftOut().forEach(reason -> spec.commandLine().getErr().println("left out: " + reason));
        out().println(summary(pages));
        return problems == 0 ? 0 : 1;
    }

    private void tell(Proof proof) {
        boolean changed = !proof.stale().isEmpty();
        progress(proof.page().path() + "  "
                + (!proof.problems().isEmpty() ? "✘" : changed ? "regenerated" : "✔"));
        if (terminal.live()) out().println();
        regenerated += proof.stale().size();
        tell(proof.problems());
    }

    private void tell(List<Problem> found) {
        found.forEach(spec.commandLine().getErr()::println);
        problems += found.size();
    }

    private String summary(List<Page> pages) {
        int blocks = pages.stream().mapToInt(page -> page.directives().size()).sum();
        List<String> results = new ArrayList<>();
        if (!check) results.add(regenerated + " regenerated");
        if (problems > 0) results.add(count(problems, "problem"));
        if (results.isEmpty()) results.add("nothing is stale");
        if (noRun) results.add("sessions and scoreboards did not run");
        return "%s, %s: %s".formatted(count(pages.size(), "page"), count(blocks, "block"),
                String.join(", ", results));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private List<Result> runSpecs(List<CourseServer> servers) throws IOException {
        List<Result> results = new Scoreboard(out(), terminal)
                .run(Candidate.ofTheCourse(servers, false));
        out().println();
        return results;
    }

    /** Says on a terminal what is being done, in place of what it said before. */
    private void progress(String what) {
        if (!terminal.live()) return;
        String line = what.lines().findFirst().orElse("");
        out().print("\r\u001b[K" + line.substring(0, Math.min(line.length(), COLUMNS)));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private List<Path> namedIn(Path root) throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path path : named) {
            Path page = path.toAbsolutePath().normalize();
            if (Files.isRegularFile(page)) page = page.toRealPath();
            if (!Files.isRegularFile(page) || !page.startsWith(root) || !page.toString().endsWith(".md"))
                throw new ParameterException(spec.commandLine(), "no page of the project: " + path);
            pages.add(root.relativize(page));
        }
        return pages;
    }
}
