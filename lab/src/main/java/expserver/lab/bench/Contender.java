package expserver.lab.bench;

import static java.util.stream.Collectors.joining;

import expserver.lab.CourseServer;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/**
 * A server that takes part: the command that starts it on a free port, how many clients it serves at the same time,
 * whether it holds back a client that sends and never reads, and what stands in its way on this machine.
 */
record Contender(String name, String number, boolean isJvm, List<String> command, int mostClients,
        boolean holdsBack,
        Supplier<Optional<String>> check) {
    private static final String POLL = "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.PollSelectorProvider";
    private static final int THREADS = 128; // of 02-threads, by default

    /** All of them: those of the course in its order, then what people would use instead. */
    static final List<Contender> ALL = Stream.concat(CourseServer.ALL.stream().map(Contender::ofTheCourse),
            Stream.of(poll(), c(), netty("netty-nio", "nio", "lines"), netty("netty-epoll", "epoll", "lines"),
                    netty("netty-nio-tight", "nio", "tight"), netty("netty-epoll-tight", "epoll", "tight"),
                    netty("netty-writability", "epoll", "lines", "--writability"),
                    script("node", "examples/node/server.mjs", Tools::node),
                    script("python3", "examples/python/server.py", Tools::python)))
            .toList();

    private static Contender ofTheCourse(CourseServer server) {
        int mostClients = switch (server.number()) {
            case "1" -> 1;
            case "2" -> THREADS;
            default -> Integer.MAX_VALUE;
        };
        boolean holdsBack = !List.of("3", "6", "7").contains(server.number());
        return new Contender(server.name(), server.number(), true, command(server), mostClients, holdsBack,
                () -> obstacle(server));
    }

    private static Optional<String> obstacle(CourseServer server) {
        if (!server.runsOnThisJdk()) return Optional.of(server.needsNewerJdk());
        return server.name().equals("epoll") ? Tools.epoll() : Optional.empty();
    }

    private static Contender poll() {
        return new Contender("8-poll", "", true, command(CourseServer.named("8"), POLL), Integer.MAX_VALUE,
                true,
                Optional::empty);
    }

    private static Contender c() {
        return new Contender("c", "", false, List.of(Tools.C_SERVER.toString(), "0"), Integer.MAX_VALUE, true,
                Tools::c);
    }

    private static Contender netty(String name, String transport, String handler, String... more) {
        Path module = CourseServer.ROOT.resolve("bench/netty/target");
        List<String> arguments = new ArrayList<>(List.of("--transport", transport, "--handler", handler));
        arguments.addAll(List.of(more));
        arguments.add("0");
        return new Contender(name, "", true,
                java(List.of(), module.resolve("classes") + File.pathSeparator + module.resolve("lib/*"),
                        "expserver.bench.netty.Main", arguments),
                Integer.MAX_VALUE, more.length > 0,
                transport.equals("epoll") ? Tools::epoll : Optional::empty);
    }

    private static Contender script(String program, String file, Supplier<Optional<String>> obstacle) {
        return new Contender(program.replace("3", ""), "", false,
                List.of(program, CourseServer.ROOT.resolve(file).toString(), "0"), Integer.MAX_VALUE, true,
                obstacle);
    }

    /** A line in the log for each client would be measured with it: those are left out. */
    private static List<String> command(CourseServer server, String... options) {
        List<String> all = new ArrayList<>(List.of("-Dorg.slf4j.simpleLogger.log.expserver.Connection=warn"));
        all.addAll(List.of(options));
        return java(all, server.classPath(), "expserver.Main", server.arguments(List.of(0)));
    }

    /** With a heap of 64 MiB, as the specs start a server. */
    private static List<String> java(List<String> options, String classPath, String main,
            List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Tools.JAVA, "-Xmx64m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }

    /** Throws an exception that lists what there is. */
    static Contender named(String name) {
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
        if (load.clients() > mostClients)
            return Optional.of(mostClients == 1
                    ? "serves one client at a time"
                    : "serves " + mostClients
                            + " clients at most");
        if (load.silent() > 0 && name.equals("03-selector"))
            return Optional.of("has no bound, and dies of a silent client");
        return Optional.empty();
    }

    /** Whether it is wrong if it fails: a silent client may harm those that do not hold it back. */
    boolean mustServe(Workload load) {
        return load.silent() == 0 || holdsBack;
    }
}
