package expserver.lab;

import static java.util.stream.Collectors.joining;

import expserver.specs.ServerProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A program that is not of the course: how to start it, or nothing if it runs already, and where it listens. */
final class ProgramOptions {
    @Option(names = "--command", paramLabel = "COMMAND",
            description = "Start this shell command for each spec.")
    private String command;

    @Option(names = "--ports", paramLabel = "PORT", split = ",", converter = PortConverter.class,
            description = "The ports on which your program listens.")
    private List<Integer> ports = new ArrayList<>();

    @Option(names = "--host", paramLabel = "HOST", converter = HostConverter.class,
            description = "The host on which it listens, 127.0.0.1 by default.")
    private InetAddress host;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The program, if there is one; throws {@link ParameterException} if its ports are not known. */
    Optional<Candidate> candidate() {
        if (command != null && command.isBlank())
            throw new ParameterException(spec.commandLine(), "--command needs a program to start");
        if (!ports.isEmpty()) return Optional.of(command == null ? running() : started());
        if (command != null) throw new ParameterException(spec.commandLine(), "--command needs --ports");
        if (host != null) throw new ParameterException(spec.commandLine(), "--host needs --ports");
        return Optional.empty();
    }

    private Candidate started() {
        List<String> shell = List.of("sh", "-c", command);
        return new Candidate.Started(command, () -> ServerProcess.start(shell, addresses()),
                Candidate.NO_COURSE);
    }

    private Candidate running() {
        return new Candidate.Running(
                hostAddress() + ":" + ports.stream().map(String::valueOf).collect(joining(",")),
                addresses());
    }

    private List<InetSocketAddress> addresses() {
        return ports.stream().map(port -> new InetSocketAddress(hostAddress(), port)).toList();
    }

    private String hostAddress() {
        return host == null ? "127.0.0.1" : host.getHostAddress();
    }
}
