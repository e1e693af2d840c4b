package expserver.lab;

import static java.util.stream.Collectors.joining;

import expserver.specs.Program;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A program that is not of the course: how to start it, or nothing if it runs already, and where it listens. */
final class ProgramOptions {
    @Option(names = "--command", paramLabel = "COMMAND",
            description = "Start this shell command for each spec and fault.")
    private String command;

    @Option(names = "--ports", paramLabel = "PORT", split = ",", converter = PortConverter.class,
            description = "The ports on which your program listens.")
    private List<Integer> ports = new ArrayList<>();

    @Option(names = "--free-ports", paramLabel = "NUMBER",
            description = "Start the command with so many zeros behind it: it takes a free port for each and says"
                    + " 'listening on HOST:PORT'. Faults that mostly wait then run four at a time.")
    private int freePorts;

    @Option(names = "--host", paramLabel = "HOST", converter = HostConverter.class,
            description = "The host on which it listens, 127.0.0.1 by default.")
    private InetAddress host;

    @Option(names = "--pid", paramLabel = "PID",
            description = "The process that runs already: its CPU, memory and descriptors are measured.")
    private Long pid;

    @Option(names = "--env", paramLabel = "NAME=VALUE",
            description = "Start the command with that in its environment; may be repeated.")
    private List<String> environment = new ArrayList<>();

    @Option(names = "--cwd", paramLabel = "DIR",
            description = "Start the command in that folder, the current one by default.")
    private Path directory;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The program, if there is one; throws {@link ParameterException} if the options do not fit together. */
    Optional<Candidate> candidate() {
        check(command == null || !command.isBlank(), "--command needs a program to start");
        check(freePorts >= 0 && freePorts <= 100, "--free-ports is from 1 to 100");
        check(freePorts == 0 || command != null && ports.isEmpty(),
                "--free-ports needs --command, and no --ports");
        check(command == null || !ports.isEmpty() || freePorts > 0,
                "--command needs --ports or --free-ports");
        check(host == null || !ports.isEmpty(), "--host needs --ports");
        check(environment.isEmpty() || command != null, "--env needs --command");
        check(environment.stream().allMatch(variable -> variable.indexOf('=') > 0), "--env takes NAME=VALUE");
        check(directory == null || command != null, "--cwd needs --command");
        check(directory == null || Files.isDirectory(directory), "--cwd: no folder " + directory);
        check(pid == null || command == null && !ports.isEmpty(),
                "--pid is for a server that runs already: it needs --ports, and no --command");
        check(pid == null || ProcessHandle.of(pid).isPresent(), "--pid: no such process");
        if (ports.isEmpty() && command == null) return Optional.empty();
        return Optional.of(command == null ? running() : started());
    }

    private void check(boolean right, String message) {
        if (!right) throw new ParameterException(spec.commandLine(), message);
    }

    private Candidate started() {
        Path start = directory == null ? Path.of("") : directory;
        Program program = freePorts > 0
                ? Program.told(command, freePorts, variables(), start)
                : Program.shell(command, hostAddress(), ports, variables(), start);
        return new Candidate.Started(command, command, program, Map.of(), false);
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        for (String variable : environment) {
            String name = variable.substring(0, variable.indexOf('='));
            variables.put(name, variable.substring(name.length() + 1));
        }
        return variables;
    }

    private Candidate running() {
        return new Candidate.Running(
                hostAddress() + ":" + ports.stream().map(String::valueOf).collect(joining(",")),
                ports.stream().map(port -> new InetSocketAddress(hostAddress(), port)).toList(),
                pid == null ? OptionalLong.empty() : OptionalLong.of(pid));
    }

    private String hostAddress() {
        return host == null ? "127.0.0.1" : host.getHostAddress();
    }
}
