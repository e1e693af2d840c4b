package expserver.lab.docs;

import static java.util.stream.Collectors.joining;

import expserver.lab.CourseServer;
import expserver.lab.SourceDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the sources of servers change, as pages show it. */
record Changes(Path root, Sources sources) {
    /** The unified diff of two servers, {@code 7 8}, or of some of their classes, {@code 7 8 Loop}. */
    List<String> diff(List<String> arguments) throws Flaw, IOException {
        if (arguments.size() < 2) throw new Flaw("diff needs two servers: <!-- diff 7 8 Loop -->");

        SourceDiff diff = new SourceDiff(root, CourseServer.named(arguments.get(0)),
                CourseServer.named(arguments.get(1)));
        List<String> lines = new ArrayList<>();
        List<String> names = arguments.subList(2, arguments.size());
        for (String name : names) lines.addAll(changed(name, diff));
        if (names.isEmpty()) for (Path file : diff.files()) lines.addAll(diff.of(file));
        if (lines.isEmpty())
            throw new Flaw("%s changes nothing: remove it".formatted(String.join(" ", arguments)));
        return lines;
    }

    private static List<String> changed(String name, SourceDiff diff) throws Flaw, IOException {
        Path file = Path.of(name + ".java");
        String servers = diff.from().name() + " and " + diff.to().name();
        if (!diff.files().contains(file))
            throw new Flaw("no class '%s' in %s; they have %s".formatted(name, servers, diff.files().stream()
                    .map(f -> f.toString().replace(".java", "")).collect(joining(", "))));
        List<String> lines = diff.of(file);
        if (lines.isEmpty()) throw new Flaw("%s is the same in %s: remove it here".formatted(name, servers));
        return lines;
    }

    /** The table of a server's source files, {@code 6}, or of what it makes of another's, {@code 6 7}. */
    List<String> files(List<String> arguments, Path page) throws Flaw, IOException {
        if (arguments.isEmpty() || arguments.size() > 2)
            throw new Flaw("files needs one server, or two: <!-- files 6 7 -->");

        boolean compared = arguments.size() == 2;
        String from = arguments.get(0);
        SourceDiff diff = new SourceDiff(root, CourseServer.named(from),
                CourseServer.named(arguments.get(arguments.size() - 1)));
        Table table = new Table();
        table.add(compared
                ? List.of("file", "lines", "against " + from, "what it is")
                : List.of("file", "lines", "what it is"));
        for (Path file : diff.files()) table.add(row(file, diff, page, compared));
        return table.lines();
    }

    private List<String> row(Path file, SourceDiff diff, Path page, boolean compared)
            throws Flaw, IOException {
        Path before = diff.from().sources(root).resolve(file);
        Path after = diff.to().sources(root).resolve(file);
        boolean gone = !Files.exists(after);
        Source source = sources.source(gone ? before : after);
        String link = "[%s](%s)".formatted(file,
                root.resolve(page).getParent().relativize(gone ? before : after));
        String length = gone ? "" : Integer.toString(source.length());
        if (!compared) return List.of(link, length, source.summary());
        String change = gone
                ? "gone"
                : !Files.exists(before) ? "new" : diff.of(file).isEmpty() ? "same" : "changed";
        return List.of(link, length, change, source.summary());
    }
}
