package expserver.lab;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The files to which results go. */
public final class ReportOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "Write the results to FILE as JSON.")
    private Path json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results to FILE as JUnit XML.")
    private Path junit;

    @Option(names = "--html", paramLabel = "FILE",
            description = "Write the results to FILE as a page for a browser.")
    private Path html;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Throws a {@link ParameterException} if a file cannot be written. */
    void check() {
        for (Path file : new Path[]{json, junit, html}) if (file != null) check(file, command);
    }

    void write(List<Candidate> candidates, List<Result> results) throws IOException {
        if (json != null) JsonReport.write(results, json);
        if (junit != null) JunitReport.write(results, junit);
        if (html != null) HtmlReport.write(candidates, results, html);
    }

    /** Throws a {@link ParameterException} if that file cannot be written. */
    public static void check(Path file, CommandSpec command) {
        try {
            Files.newOutputStream(file, CREATE, APPEND).close();
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "cannot write " + file + ": " + e);
        }
    }
}
