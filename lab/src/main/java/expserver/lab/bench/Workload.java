package expserver.lab.bench;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/**
 * What the clients do to a server: {@code connections} have so many lines under way each, {@code silent} ones send all
 * they can and never read, {@code idle} ones do nothing. A {@code rate}, if not 0, is that of all lines in a second;
 * {@code names} are those of the contenders that it is meant for.
 */
record Workload(String name, int connections, int lineBytes, int inFlight, int rate, boolean reconnects,
        int silent, int idle, String names) {
    private static final String ENCORE = "epoll async-channels virtual-threads";
    private static final String NON_BLOCKING = "8 9 " + ENCORE + " c netty-epoll netty-epoll-tight node";
    private static final String ALL_SERVERS = "6 7 " + NON_BLOCKING + " netty-nio netty-nio-tight python";
    private static final String FEW = "7 8 9 epoll c netty-epoll netty-epoll-tight node";
    private static final String BESIDE_SILENT = "7 8 9 epoll virtual-threads c netty-epoll netty-writability node";
    private static final String SELECTORS = "8 8-poll c";

    /** All of them, in the order in which they run. */
    static final List<Workload> ALL = List.of(closed("ping-pong-1", 1, 64, 1, "1 2 6 7 " + NON_BLOCKING),
            closed("ping-pong-64", 64, 64, 1, "2 3 " + ALL_SERVERS),
            closed("ping-pong-1000", 1_000, 64, 1, "7 " + NON_BLOCKING),
            closed("ping-pong-1k", 64, 1024, 1, FEW),
            closed("pipelined", 64, 64, 16, ALL_SERVERS), closed("bulk", 4, 4096, 16, ALL_SERVERS),
            new Workload("connect", 64, 64, 1, 0, true, 0, 0, "2 7 " + NON_BLOCKING),
            new Workload("open-loop", 64, 64, 1, 20_000, false, 0, 0, FEW), beside(0, ""), beside(1, "6 "),
            beside(100, ""),
            idle(1_000), idle(10_000), busy(1), busy(10), busy(100), busy(1_000), busy(10_000));

    private static Workload closed(String name, int connections, int lineBytes, int inFlight, String names) {
        return new Workload(name, connections, lineBytes, inFlight, 0, false, 0, 0, names);
    }

    /** Healthy clients beside silent ones; {@code more} servers than those that are worth a comparison. */
    private static Workload beside(int silent, String more) {
        return new Workload("silent-" + silent, 16, 64, 1, 0, false, silent, 0, more + BESIDE_SILENT);
    }

    private static Workload idle(int clients) {
        return new Workload("idle-" + clients, 0, 64, 1, 0, false, 0, clients,
                "6 7 " + NON_BLOCKING + " python");
    }

    /** One client that is served among others that do nothing, {@code clients} in all. */
    private static Workload busy(int clients) {
        return new Workload("busy-" + clients, 1, 64, 1, 0, false, 0, clients - 1, SELECTORS);
    }

    /** Throws an exception that lists what there is. */
    static Workload named(String name) {
        return ALL.stream().filter(load -> load.name.equals(name)).findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("unknown load '%s'; there are %s".formatted(name,
                                ALL.stream().map(Workload::name).collect(joining(", ")))));
    }

    /** The loads of one family are compared with each other: healthy clients alone and beside silent ones. */
    String family() {
        return name.startsWith("silent-") ? "silent" : name;
    }

    /** How many connections are open at the same time. */
    int clients() {
        return connections + silent + idle;
    }

    /** Whether nothing is asked of the server but to hold the connections. */
    boolean isIdle() {
        return connections == 0;
    }

    /** Those that it is meant for. */
    List<Contender> contenders() {
        return Stream.of(names.split(" ")).map(Contender::named).toList();
    }

    /** What it tells the generator. */
    List<String> arguments(Times times) {
        List<String> arguments = new ArrayList<>(List.of("--connections", "" + connections, "--bytes",
                "" + lineBytes,
                "--in-flight", "" + inFlight, "--silent", "" + silent, "--idle", "" + idle, "--warmup",
                "" + times.warmup(), "--seconds", "" + times.measured()));
        if (rate > 0) arguments.addAll(List.of("--rate", "" + rate));
        if (reconnects) arguments.add("--reconnect");
        return arguments;
    }
}
