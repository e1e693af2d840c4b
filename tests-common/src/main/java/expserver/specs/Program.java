package expserver.specs;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How to start a server, as often as need be: on ports of its choice, or again on those it had. {@code command} makes
 * a command line of the ports and of arguments that follow the server's own.
 */
public record Program(BiFunction<List<Integer>, List<String>, List<String>> command, List<Integer> ports,
        String host, Map<String, String> environment, Path directory) {

    /** A server of the course, which takes its ports as arguments and says where it listens. */
    public static Program java(String classPath, Function<List<Integer>, List<String>> arguments, int ports) {
        return new Program(
                (chosen, more) -> ServerProcess.java(classPath, joined(arguments.apply(chosen), more)),
                Collections.nCopies(ports, 0), "127.0.0.1", Map.of(), Path.of(""));
    }

    /**
     * Any command, which knows by itself that it listens on {@code addresses}. More arguments are put behind its last
     * word: a command that goes on behind the server's arguments, or is a build tool, takes them for its own.
     */
    public static Program shell(String command, String host, List<Integer> ports,
            Map<String, String> environment, Path directory) {
        return new Program((same, more) -> shell(command, more), ports, host, environment, directory);
    }

    /** Any command that takes its ports as arguments, as a server of the course does, and says where it listens. */
    public static Program told(String command, int ports, Map<String, String> environment, Path directory) {
        return new Program(
                (chosen, more) -> shell(command, joined(chosen.stream().map(String::valueOf).toList(), more)),
                Collections.nCopies(ports, 0), "127.0.0.1", environment, directory);
    }

    private static List<String> shell(String command, List<String> arguments) {
        return List.of("sh", "-c", String.join(" ", joined(List.of(command), arguments)));
    }

    /** Starts it and waits until it listens; throws {@link StartFailure} if it does not. */
    public ServerProcess start() {
        if (takesPorts()) return ServerProcess.start(builder(ports), ports.size());
        return ServerProcess.start(builder(ports), addresses());
    }

    /** Starts it where it has listened before; throws {@link StartFailure} if it does not listen in time. */
    ServerProcess start(List<InetSocketAddress> addresses, Duration atMost) {
        return ServerProcess.start(builder(portsOf(addresses)), addresses, atMost);
    }

    /** Starts it on these ports and waits for nothing. */
    ServerProcess launch(List<InetSocketAddress> addresses) {
        return ServerProcess.launch(builder(portsOf(addresses)), addresses);
    }

    /** Starts it with an argument behind its own, and waits for nothing. */
    ServerProcess launchWith(String argument) {
        return ServerProcess.launch(builder(ports, argument), addresses());
    }

    /** Starts it with that in place of its last port, and waits for nothing. */
    ServerProcess launchOn(int port) {
        List<Integer> chosen = new ArrayList<>(ports);
        chosen.set(chosen.size() - 1, port);
        return ServerProcess.launch(builder(chosen), addresses());
    }

    /** Whether it listens on the ports that it is told. */
    boolean takesPorts() {
        return ports.contains(0);
    }

    private List<InetSocketAddress> addresses() {
        return ports.stream().map(port -> new InetSocketAddress(host, port)).toList();
    }

    private static List<Integer> portsOf(List<InetSocketAddress> addresses) {
        return addresses.stream().map(InetSocketAddress::getPort).toList();
    }

    private static List<String> joined(List<String> words, List<String> more) {
        return Stream.concat(words.stream(), more.stream()).toList();
    }

    private ProcessBuilder builder(List<Integer> chosen, String... more) {
        ProcessBuilder builder = new ProcessBuilder(command.apply(chosen, List.of(more)))
                .directory(directory.toAbsolutePath().toFile());
        builder.environment().putAll(environment);
        return builder;
    }
}
