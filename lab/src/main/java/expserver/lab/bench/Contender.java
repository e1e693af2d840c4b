package expserver.lab.bench;

import static java.util.stream.Collectors.joining;

import expserver.lab.CourseServer;
import expserver.specs.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** A server that takes part: the command that starts it on a free port, and what may stand in its way here. */
public record Contender(String name, String number, boolean isJvm, List<String> command,
        Supplier<Optional<String>> check) {
    private static final String POLL = "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.PollSelectorProvider";

    /** From JDK 24 on Netty does without sun.misc.Unsafe, and is slower for it, unless it is told that it may. */
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    /** Those that do not hold back a client which sends and never reads. */
    private static final Set<String> OVERRUN = Set.of("03-selector", "stage-06-listener",
            "stage-07-core-loop",
            "netty-nio", "netty-epoll", "netty-nio-tight", "netty-epoll-tight");

    /** All of them: those of the course in its order, then what people would use instead. */
    static final List<Contender> ALL = Stream.concat(CourseServer.ALL.stream().map(Contender::ofTheCourse),
            Stream.of(poll(), other("c", Tools::c, Tools.C_SERVER.toString(), "0"),
                    netty("netty-nio", "nio", "lines"), netty("netty-epoll", "epoll", "lines"),
                    netty("netty-nio-tight", "nio", "tight"), netty("netty-epoll-tight", "epoll", "tight"),
                    netty("netty-writability", "epoll", "lines", "--writability"),
                    other("node", Tools::node, "node", path("examples/node/server.mjs"), "0"),
                    other("python", Tools::python, "python3", path("examples/python/server.py"), "0")))
            .toList();

    private static final Map<String, Integer> MOST_CLIENTS = Map.of("01-sequential", 1, "02-threads", 128);

    private static Contender ofTheCourse(CourseServer server) {
        return new Contender(server.name(), server.number(), true, command(server), () -> obstacle(server));
    }

    private static Optional<String> obstacle(CourseServer server) {
        if (!server.runsOnThisJdk()) return Optional.of(server.needsNewerJdk());
        return server.name().equals("epoll") ? Tools.epoll() : Optional.empty();
    }

    private static Contender poll() {
        return new Contender("8-poll", "", true, command(CourseServer.named("8"), POLL), Optional::empty);
    }

    /** With more memory unless it holds back silent clients: of 64 MiB it would die before it shows what they cost. */
    private static Contender netty(String name, String transport, String handler, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--transport", transport, "--handler", handler));
        arguments.addAll(List.of(more));
        arguments.add("0");
        List<String> options = new ArrayList<>(OVERRUN.contains(name)
                ? List.of("-Xms64m", "-Xmx2g", "-XX:MaxDirectMemorySize=4g")
                : List.of());
        if (Runtime.version().feature() >= 24) options.add(UNSAFE);
        return new Contender(name, "", true,
                ServerProcess.java(options, CourseServer.classPath("bench/netty"),
                        "expserver.bench.netty.Main", arguments),
                transport.equals("epoll") ? Tools::epoll : Optional::empty);
    }

    private static Contender other(String name, Supplier<Optional<String>> check, String... command) {
        return new Contender(name, "", false, List.of(command), check);
    }

    private static String path(String inProject) {
        return CourseServer.ROOT.resolve(inProject).toString();
    }

    /** A line in the log for each client would be measured with it: those are left out. */
    private static List<String> command(CourseServer server, String... options) {
        List<String> all = new ArrayList<>(List.of("-Dorg.slf4j.simpleLogger.log.expserver.Connection=warn"));
        all.addAll(List.of(options));
        return ServerProcess.java(all, server.classPath(), "expserver.Main", server.arguments(List.of(0)));
    }

    /** Finds one by its name or its number; throws an exception that lists what there is. */
    public static Contender named(String name) {
        return ALL.stream().filter(c -> c.name.equals(name) || !c.number.isEmpty() && c.number.equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("unknown server '%s'; there are %s".formatted(
                        name,
                        ALL.stream().map(c -> (c.number + " " + c.name).strip()).collect(joining(", ")))));
    }

    /** What stands in its way on this machine, if anything. */
    Optional<String> obstacle() {
        return check.get();
    }

    /** Why that load says nothing of it, if so. */
    Optional<String> unfitFor(Workload load) {
        int most = MOST_CLIENTS.getOrDefault(name, Integer.MAX_VALUE);
        if (load.clients() > most)
            return Optional
                    .of(most == 1 ? "serves one client at a time" : "serves %d at most".formatted(most));
        if (load.silent() > 0 && name.equals("03-selector"))
            return Optional.of("has no bound, and dies of a silent client");
        return Optional.empty();
    }

    /** Whether it is wrong if it fails: a silent client may harm those that do not hold it back. */
    boolean mustServe(Workload load) {
        return load.silent() == 0 || !OVERRUN.contains(name);
    }
}
