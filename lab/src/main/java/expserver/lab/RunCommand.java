package expserver.lab;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the servers, or prints the class path of one: the script {@code xps} then becomes that server. */
@Command(name = "run", description = "Runs a server in the foreground; without SERVER lists what there is.",
        customSynopsis = "xps run [SERVER [OPTION ...] [PORT ...]]",
        footer = {"", "The server gets all that follows its name: [--host HOST] [PORT ...];",
                "in the prologue, [--host HOST] [--port PORT] [--work MILLIS]; stage 9 also",
                "takes [--max-connections N] [--idle-timeout SECONDS] [--drain SECONDS].",
                "XPS_DEBUG=1 makes it log every event of its loop.", "", "Examples:", //
                "  ./xps run 1 --work 100                 on port 8000; a message costs it 100 ms",
                "  ./xps run 7                            on ports 8001 to 8004, until Ctrl-C",
                "  ./xps run stage-07-core-loop 9000      on port 9000 alone",
                "  XPS_DEBUG=1 ./xps run 8 --host ::1     on IPv6, with every event"})
final class RunCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "SERVER",
            description = "A number such as 7, or a name such as stage-07-core-loop.")
    private CourseServer server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (server == null) CourseServer.ALL.forEach(this::list);
        else if (server.runsOnThisJdk()) spec.commandLine().getOut().println(server.classPath());
        else throw new ParameterException(spec.commandLine(), server.needsNewerJdk());
        return 0;
    }

    private void list(CourseServer s) {
        spec.commandLine().getOut().printf("%2s  %-22s %s%n", s.number(), s.name(), s.description());
    }
}
