package expserver.lab;

import static picocli.CommandLine.Help.Ansi.Style.bold;
import static picocli.CommandLine.Help.Ansi.Style.fg_cyan;
import static picocli.CommandLine.Help.Ansi.Style.fg_green;
import static picocli.CommandLine.Help.Ansi.Style.fg_red;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what one server's sources change in another's: the lesson. */
@Command(name = "diff", description = "Prints what the sources of one server change in those of another.",
        footer = {"", "Example:", "  ./xps diff 7 8     what stage 8 changes"})
final class DiffCommand implements Callable<Integer> {
    private static final int CONTEXT = 3; // lines, as diff -u has it

    @Parameters(index = "0", paramLabel = "FROM",
            description = "A number such as 7, or a name such as stage-07-core-loop.")
    private CourseServer from;

    @Parameters(index = "1", paramLabel = "TO",
            description = "The same for the other.")
    private CourseServer to;

    @Spec
    private CommandSpec spec;

    private final Terminal terminal = Terminal.ofStandardOutput();

    @Override
    public Integer call() throws IOException {
        SortedSet<Path> files = new TreeSet<>(sources(from));
        files.addAll(sources(to));
        for (Path file : files)
            for (String line : diff(file)) spec.commandLine().getOut().println(painted(line));
        return 0;
    }

    private List<String> diff(Path file) throws IOException {
        List<String> before = lines(from, file);
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(name(from, file), name(to, file), before,
                DiffUtils.diff(before, lines(to, file)), CONTEXT);
        // diff(1) and patch(1) count from 0 in a file that does not exist
        diff.replaceAll(line -> line.matches("@@ .*") ? line.replaceFirst("([-+])1,0 ", "$10,0 ") : line);
        return diff;
    }

    private String painted(String line) {
        if (line.startsWith("--- ") || line.startsWith("+++ ")) return terminal.paint(bold, line);
        return switch (line.charAt(0)) {
            case '-' -> terminal.paint(fg_red, line);
            case '+' -> terminal.paint(fg_green, line);
            case '@' -> terminal.paint(fg_cyan, line);
            default -> line;
        };
    }

    private static List<Path> sources(CourseServer server) throws IOException {
        try (Stream<Path> files = Files.walk(server.sources())) {
            return files.filter(Files::isRegularFile).map(server.sources()::relativize).toList();
        }
    }

    private static List<String> lines(CourseServer server, Path file) throws IOException {
        Path source = server.sources().resolve(file);
        return Files.exists(source) ? Files.readAllLines(source) : List.of();
    }

    private static String name(CourseServer server, Path file) {
        return Files.exists(server.sources().resolve(file)) ? server.folder() + "/" + file : "/dev/null";
    }
}
