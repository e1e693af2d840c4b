package expserver.specs;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How to start a server, as often as need be: on ports of its choice, or again on those it had. */
public record Program(Function<List<Integer>, List<String>> command, List<Integer> ports, String host,
        Map<String, String> environment, Path directory) {

    /** A server of the course, which takes its ports as arguments and says where it listens. */
    public static Program java(String classPath, Function<List<Integer>, List<String>> arguments, int ports) {
        return new Program(chosen -> ServerProcess.java(classPath, arguments.apply(chosen)),
                Collections.nCopies(ports, 0), "127.0.0.1", Map.of(), Path.of(""));
    }

    /** Any command, which knows by itself that it listens on {@code addresses}. */
    public static Program shell(String command, String host, List<Integer> ports,
            Map<String, String> environment, Path directory) {
        return new Program(same -> List.of("sh", "-c", command), ports, host, environment, directory);
    }

    /** Starts it and waits until it listens; throws {@link StartFailure} if it does not. */
    public ServerProcess start() {
        if (ports.contains(0)) return ServerProcess.start(builder(ports), ports.size());
        return start(addresses());
    }

    /** Starts it where it has listened before. */
    ServerProcess start(List<InetSocketAddress> addresses) {
        return ServerProcess.start(builder(addresses.stream().map(InetSocketAddress::getPort).toList()),
                addresses);
    }

    /** Starts it on these ports and waits for nothing. */
    ServerProcess launch(List<InetSocketAddress> addresses) {
        return ServerProcess.launch(builder(addresses.stream().map(InetSocketAddress::getPort).toList()),
                addresses);
    }

    private List<InetSocketAddress> addresses() {
        return ports.stream().map(port -> new InetSocketAddress(host, port)).toList();
    }

    private ProcessBuilder builder(List<Integer> chosen) {
        ProcessBuilder builder = new ProcessBuilder(command.apply(chosen))
                .directory(directory.toAbsolutePath().toFile());
        builder.environment().putAll(environment);
        return builder;
    }
}
