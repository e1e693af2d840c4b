package expserver.lab.docs;

import expserver.lab.KnownFaults;
import expserver.lab.docs.Runs.Printed;
import expserver.specs.Faults;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/** The pages of the project in {@code root}, a real path, and what they should show. */
final class Book {
    private static final Path DOCS = Path.of("docs");
    private static final Path MAP = DOCS.resolve("README.md");

    private final Path root;
    private final Sources sources;
    private final Changes changes;
    private final Links links;

    Book(Path root) {
        this.root = root;
        this.sources = new Sources(root);
        this.changes = new Changes(root, sources);
        this.links = new Links(root);
    }

    /** README.md, CONTRIBUTING.md, examples/README.md and all of docs, relative to the project's folder. */
    List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(
                List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("examples/README.md")));
        pages.removeIf(page -> !Files.exists(root.resolve(page)));
        if (!Files.exists(root.resolve(DOCS))) return pages;
        Files.walkFileTree(root.resolve(DOCS), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean foreign = name.equals("node_modules") || name.startsWith(".");
                return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                // [path].md is no page: the site makes pages of it
                if (name.endsWith(".md") && !name.startsWith("[")) pages.add(root.relativize(file));
                return FileVisitResult.CONTINUE;
            }
        });
        return pages.stream().sorted().toList();
    }

    /** Finds what is wrong with a page, for which programs printed what they did, if they ran. */
    Proof proof(Page page, Printed printed) throws IOException {
        List<Problem> problems = new ArrayList<>(page.problems());
        problems.addAll(printed.problems());
        if (!isMapped(page)) {
            problems.add(new Problem(page.path(), 1,
                    "the map %s does not link this page: add a line for it".formatted(MAP)));
        }
        for (Reference reference : page.references())
            attempt(page, reference.line(), problems, () -> links.follow(reference, page));
        Map<Directive, List<String>> stale = new LinkedHashMap<>();
        for (Directive directive : page.directives()) {
            attempt(page, directive.line(), problems, () -> {
                List<String> lines = printed.lines().get(directive);
                if (lines == null) lines = content(directive, page);
                if (stripped(lines).equals(stripped(directive.block().lines()))) return;
                if (lines.stream().anyMatch(line -> line.stripLeading().startsWith("```")))
                    throw new Flaw(directive + " has a line that begins with ```: show something else");
                stale.put(directive, stripped(lines));
            });
        }
        return new Proof(page, stale, problems);
    }

    /** Without spaces at the ends, which editors and diffs see differently. */
    private static List<String> stripped(List<String> lines) {
        return lines.stream().map(String::stripTrailing).toList();
    }

    private boolean isMapped(Page page) throws IOException {
        if (!page.path().startsWith(DOCS) || page.path().equals(MAP)) return true;
        if (!Files.exists(root.resolve(MAP))) return false;
        Page map = links.page(MAP);
        return map.references().stream().anyMatch(reference -> links.leadsTo(page.path(), reference, map));
    }

    /** Something that finds a flaw, or a file that is gone. */
    private interface Attempt {
        void run() throws Flaw, IOException;
    }

    private void attempt(Page page, int line, List<Problem> problems, Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (Flaw | TypeConversionException e) {
            problems.add(new Problem(page.path(), line, e.getMessage()));
        } catch (NoSuchFileException e) {
            problems.add(new Problem(page.path(), line,
                    "there is no " + root.relativize(Path.of(e.getFile()))
                            + ": correct the name, or remove this"));
        }
    }

    /** What the block of a directive should show; what no program has printed stays. */
    private List<String> content(Directive directive, Page page) throws Flaw, IOException {
        List<String> arguments = directive.arguments();
        return switch (directive.name()) {
            case "bench" -> Bench.read(root).lines(arguments);
            case "code" -> sources.code(arguments);
            case "diff" -> changes.diff(arguments);
            case "files" -> changes.files(arguments, page.path());
            case "robustness" -> new Robustness(Faults.ALL, KnownFaults.ofTheCourse()).lines(arguments);
            case "session" -> Transcript.of(directive).lines();
            case "scoreboard" -> {
                ScoreTable.servers(directive);
                yield directive.block().lines();
            }
            case "shown" -> {
                if (arguments.isEmpty()) throw new Flaw("say why: <!-- shown it takes an hour -->");
                yield directive.block().lines();
            }
            default -> throw new IllegalStateException(directive.name());
        };
    }
}
