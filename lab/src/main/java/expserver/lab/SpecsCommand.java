package expserver.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Runs the specs against servers of the course, or against any other program. */
@Command(name = "specs", sortOptions = false,
        description = "Runs the specs against servers and prints the scoreboard.",
        footer = {"", "Without arguments: the whole course.",
                "Exit status 0 if each server does what the course says, known failures included.", "",
                "Examples:", //
                "  ./xps specs 7 8                            two servers of the course",
                "  ./xps specs --command ./mine --ports 8001  a program, started for each spec",
                "  ./xps specs --ports 8001,8002              a server that runs already"})
final class SpecsCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "SERVER",
            description = "A number such as 7, or a name such as stage-07-core-loop.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--strict", description = "Count known failures as failures.")
    private boolean strict;

    @Mixin
    private ProgramOptions program;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Candidate> candidates = candidates();
        reports.check();
        Scoreboard scoreboard = new Scoreboard(spec.commandLine().getOut(), Terminal.ofStandardOutput());
        List<Result> results = scoreboard.run(candidates);
        reports.write(results);
        return results.stream().allMatch(Result::expected) ? 0 : 1;
    }

    private List<Candidate> candidates() throws IOException {
        Optional<Candidate> own = program.candidate();
        if (own.isEmpty()) return ofTheCourse();
        if (names.isEmpty()) return List.of(own.get());
        throw badUsage("--ports is for a program of your own, not for a SERVER");
    }

    private List<Candidate> ofTheCourse() throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (CourseServer server : names.isEmpty() ? CourseServer.ALL : named()) {
            if (!server.runsOnThisJdk() && !names.isEmpty()) throw badUsage(server.needsNewerJdk());
            candidates.add(server.runsOnThisJdk()
                    ? Candidate.of(server, strict)
                    : new Candidate.TooNew(server.name(), server.jdk()));
        }
        return candidates;
    }

    /** Not picocli's job: in a list it takes a value that does not convert for an argument too many. */
    private List<CourseServer> named() {
        try {
            return names.stream().map(CourseServer::named).toList();
        } catch (TypeConversionException e) {
            throw badUsage(e.getMessage());
        }
    }

    private ParameterException badUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
