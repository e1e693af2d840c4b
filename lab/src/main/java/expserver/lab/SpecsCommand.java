package expserver.lab;

import expserver.specs.Faults;
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
                "  ./xps specs --all 8                        all that goes wrong with clients",
                "  ./xps specs --command ./mine --ports 8001  a program, started for each spec",
                "  ./xps specs --ports 8001,8002              a server that runs already"})
final class SpecsCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "SERVER",
            description = "A number such as 7, or a name such as stage-07-core-loop.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--strict", description = "Count known failures as failures.")
    private boolean strict;

    @Mixin
    private FaultOptions faults;

    @Mixin
    private ProgramOptions program;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Faults> groups = faults.groups();
        List<Candidate> candidates = candidates();
        reports.check();
        List<Result> results = groups.isEmpty() ? runSpecs(candidates) : runFaults(candidates, groups);
        reports.write(candidates, results);
        return results.stream().allMatch(Result::expected) ? 0 : 1;
    }

    private List<Result> runSpecs(List<Candidate> candidates) {
        return new Scoreboard(spec.commandLine().getOut(), Terminal.ofStandardOutput()).run(candidates);
    }

    private List<Result> runFaults(List<Candidate> candidates, List<Faults> groups)
            throws InterruptedException {
        Progress progress = new Progress(spec.commandLine().getErr(), Terminal.isStandardErrorLive());
        List<Result> results = new FaultRun(groups, faults.profile(), progress).run(candidates);
        new FaultTable(spec.commandLine().getOut(), Terminal.ofStandardOutput(), candidates, results).print();
        return results;
    }

    private List<Candidate> candidates() throws IOException {
        Optional<Candidate> own = program.candidate();
        if (own.isEmpty()) return ofTheCourse();
        if (names.isEmpty()) return List.of(own.get());
        throw badUsage("--ports is for a program of your own, not for a SERVER");
    }

    private List<Candidate> ofTheCourse() throws IOException {
        List<CourseServer> servers = names.isEmpty() ? CourseServer.ALL : named();
        for (CourseServer server : servers)
            if (!server.runsOnThisJdk() && !names.isEmpty()) throw badUsage(server.needsNewerJdk());
        return Candidate.ofTheCourse(servers, strict);
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
