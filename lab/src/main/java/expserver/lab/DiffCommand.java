package expserver.lab;

import static picocli.CommandLine.Help.Ansi.Style.bold;
import static picocli.CommandLine.Help.Ansi.Style.fg_cyan;
import static picocli.CommandLine.Help.Ansi.Style.fg_green;
import static picocli.CommandLine.Help.Ansi.Style.fg_red;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what one server's sources change in another's: the lesson. */
@Command(name = "diff", description = "Prints what the sources of one server change in those of another.",
        footer = {"", "Example:", "  ./xps diff 7 8     what stage 8 changes"})
final class DiffCommand implements Callable<Integer> {
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
        SourceDiff diff = new SourceDiff(CourseServer.ROOT, from, to);
        for (Path file : diff.files())
            for (String line : diff.of(file)) spec.commandLine().getOut().println(painted(line));
        return 0;
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
}
