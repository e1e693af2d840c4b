package expserver.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import expserver.lab.bench.BenchCommand;
import expserver.lab.docs.DocsCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The launcher's program, which the script {@code xps} starts: {@code xps COMMAND ...}. */
@Command(name = "xps", description = "Runs the servers of the course, and the specs against them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunCommand.class, SpecsCommand.class, DiffCommand.class, ClientCommand.class,
                SoakCommand.class, TopCommand.class, BenchCommand.class, DocsCommand.class},
        footer = {"", "Examples:", //
                "  ./xps run 7                 serve on ports 8001 to 8004, until Ctrl-C",
                "  ./xps specs                 run every spec against every server",
                "  ./xps diff 7 8              show what stage 8 changes",
                "  ./xps client --messages 3   talk to the server on port 8001",
                "  ./xps top 9                 show what stage 9 does, every second",
                "  ./xps bench --quick         measure a few servers under load", "",
                "Exit status: 0 as expected, 1 a check failed, 2 bad usage."})
final class Xps implements Runnable {
    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine(Terminal.ofStandardOutput()).setOut(utf8(FileDescriptor.out))
                .setErr(utf8(FileDescriptor.err)).execute(args));
    }

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Xps()).registerConverter(CourseServer.class, CourseServer::named)
                .registerConverter(Profile.class, Profile::named)
                .setColorScheme(Help.defaultColorScheme(terminal.ansi()))
                .setParameterExceptionHandler(Xps::reportUsage)
                .setExecutionExceptionHandler(Xps::reportFailure);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "what shall it do? run, specs, diff, client, soak, top, bench or docs");
    }

    private static int reportUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().printf("xps: %s (see ./%s --help)%n", message(e),
                command.getCommandSpec().qualifiedName());
        return 2;
    }

    private static String message(ParameterException e) {
        if (e.getCause() instanceof TypeConversionException cause) return cause.getMessage();
        if (e instanceof UnmatchedArgumentException u)
            return "unknown argument '%s'".formatted(u.getUnmatched().get(0));
        return e.getMessage();
    }

    private static int reportFailure(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        if (!(e instanceof IOException)) throw e;
        command.getErr().println("xps: " + e.getMessage());
        return 1;
    }

    /** The check marks need it, whatever the locale says. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), UTF_8), true);
    }
}
