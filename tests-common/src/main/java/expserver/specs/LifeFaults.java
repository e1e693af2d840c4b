package expserver.specs;

import static expserver.specs.Fault.Trait.ALONE;
import static expserver.specs.Fault.Trait.FRAMING;
import static expserver.specs.Fault.Trait.QUIET;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A server starts, meets the limits of its system, and ends: it does so in an orderly way, or says why not. */
final class LifeFaults {
    static final List<Fault> ALL = List.of(
            Fault.of("no descriptors left",
                    "8 clients were connected, the server was allowed no more descriptors"
                            + " than it had open, and 50 clients came",
                    LifeFaults::noDescriptors, QUIET),
            Fault.of("a port in use",
                    "the server was started while another program listened on its last port",
                    LifeFaults::portInUse, ALONE),
            Fault.of("bad arguments", LifeFaults::badArguments),
            Fault.of("SIGTERM idle, and restart", "SIGTERM came while 8 clients were connected and idle",
                    LifeFaults::idle, ALONE),
            Fault.of("SIGTERM with replies owed",
                    "SIGTERM came when the server had taken all that a client sent"
                            + " and owed it replies; the client read on later",
                    LifeFaults::owing, FRAMING),
            Fault.of("SIGTERM under 8 streams",
                    "SIGTERM came while 8 clients sent lines without a pause; until it"
                            + " came they did not read for 300 ms",
                    LifeFaults::streaming, FRAMING),
            Fault.of("SIGTERM, a silent client", "SIGTERM came while a client had sent all it could and read"
                    + " nothing", LifeFaults::silent, FRAMING),
            Fault.of("a second instance", "the server was started a second time, on the ports of the first",
                    LifeFaults::secondInstance),
            Fault.of("SIGKILL and restart", "SIGKILL came while 8 clients were connected", LifeFaults::killed,
                    ALONE));

    private static final int CLIENTS = 8;
    private static final int NEWCOMERS = 50;
    private static final double SHARE = 0.10;
    private static final long OUTPUT = 64 * 1024; // characters
    private static final Duration SQUEEZED = Duration.ofSeconds(3);
    private static final Duration RELEASED = Duration.ofSeconds(5);

    private static final Duration START = Duration.ofSeconds(10);
    private static final String BAD_OPTION = "--no-such-option";
    private static final Duration END = Duration.ofSeconds(3);
    private static final Duration DRAIN = Duration.ofSeconds(5 + 1); // 5 s for what is owed
    private static final Set<Integer> IN_ORDER = Set.of(0, 128 + 15); // the latter as a shell tells of SIGTERM

    private static final int MIB = 1 << 20;
    private static final int REPLIES = 100;
    private static final Duration READS_ON = Duration.ofMillis(2_500); // some time to exit, and some of a drain's 5 s
    private static final Duration STALL = Duration.ofMillis(300);

    private LifeFaults() {
    }

    /**
     * The kernel completes connections that nobody accepts, and tells of them until somebody does. The limit is how many
     * are open, not the lowest free number: poll(2) refuses to watch more than the limit. So a few may still come in.
     */
    private static void noDescriptors(Subject subject) throws IOException {
        ServerProcess process = subject.process();
        Usage usage = subject.usage();
        try (Clients old = new Clients(subject, CLIENTS);
                Newcomers newcomers = new Newcomers(subject, NEWCOMERS)) {
            old.roundTrips();
            try (DescriptorLimit limit = new DescriptorLimit(usage.pid())) {
                limit.lower(usage.descriptors());
                long before = process.outputLength();
                newcomers.come();
                usage.expectCpuShare(SHARE, SQUEEZED);
                if (newcomers.areServed())
                    throw new NotMeasured(
                            "it had a descriptor left for each newcomer, below those it had open");
                expectOutput(process.outputLength() - before);
                old.roundTrips();
            }
            long turnedAway = newcomers.expectEnds(RELEASED);
            subject.note(turnedAway == 0 ? "newcomers wait" : turnedAway + " newcomers turned away");
            old.roundTrips();
            subject.expectAlive();
        }
    }

    private static void expectOutput(long characters) {
        if (characters > OUTPUT) {
            throw new SpecFailure(Symptom.FLOODS_LOG, "it wrote %,d characters in %d s, and may write %,d"
                    .formatted(characters, SQUEEZED.toSeconds(), OUTPUT));
        }
    }

    private static void portInUse(Subject subject) throws IOException {
        Program program = subject.program();
        List<InetSocketAddress> addresses = subject.addresses();
        InetSocketAddress last = addresses.get(addresses.size() - 1);
        subject.makeRoom();
        try (ServerSocket holder = new ServerSocket()) {
            holder.bind(last);
            try (ServerProcess process = program.launch(addresses)) {
                expectFailingEnd(process);
                expectNamed(process, Integer.toString(last.getPort()));
                for (InetSocketAddress other : addresses) {
                    if (other != last && ServerProcess.accepts(other)) {
                        throw wrongExit(process, "it ended, and something still listens on port "
                                + other.getPort());
                    }
                }
            }
        }
    }

    private static void badArguments(Subject subject) {
        Program program = subject.program();
        subject.makeRoom();
        expectRefused(program.launchWith(BAD_OPTION), BAD_OPTION);
        if (program.takesPorts()) expectRefused(program.launchOn(65_536), "65536");
    }

    private static void expectRefused(ServerProcess launched, String argument) {
        try (launched) {
            expectFailingEnd(launched);
            expectNamed(launched, argument.replaceFirst("^-+", "")); // some name it without
        } catch (SpecFailure failure) {
            throw failure.after("the server was started with the argument " + argument);
        }
    }

    private static void secondInstance(Subject subject) throws IOException {
        try (ServerProcess second = subject.program().launch(subject.addresses())) {
            expectFailingEnd(second);
            subject.expectAlive();
        }
    }

    /** The clients leave after the server, whose side of each connection goes on to hold the port: TIME_WAIT. */
    private static void idle(Subject subject) throws IOException {
        Program program = subject.program();
        try (Clients idle = new Clients(subject, CLIENTS)) {
            idle.roundTrips();
            subject.endBy("TERM");
            expectEnd(subject, END);
            for (Client client : idle.all()) client.expectEnd();
        }
        expectRestart(program, subject.addresses());
    }

    /** A part of what is owed is in the kernel, and gets there without the server; a part is in its own queue. */
    private static void owing(Subject subject) throws IOException {
        try (Client client = new Client(subject.address())) {
            new Creditor(subject, client).lend(256 * MIB);
            subject.endBy("TERM");
            subject.process().exitStatus(READS_ON); // one that does not wait for the client ends by then
            client.expectFloodReplies();
            client.expectEnd();
        }
        expectEnd(subject, END);
    }

    /**
     * Each stream may end anywhere between two replies; a client's line that nobody answers is no failure. When the
     * signal comes the buffers are filling, so to close is to reset, and to lose what the client has yet to read. Java's
     * close of a registered channel ends the output, and resets in the next selection: if the end is the first to
     * arrive, only those who send on hear of the reset.
     */
    private static void streaming(Subject subject) throws IOException {
        try (Streams streams = new Streams(subject, CLIENTS)) {
            streams.expectReplies(REPLIES);
            streams.read(false);
            Pause.of(STALL);
            subject.endBy("TERM");
            streams.read(true);
            expectEnd(subject, DRAIN);
            streams.expectEnds();
        }
    }

    private static void silent(Subject subject) throws IOException {
        try (Client silent = new Client(subject.address())) {
            silent.flood(256 * MIB, STALL, Client.UNTIL_FULL);
            subject.endBy("TERM");
            expectEnd(subject, DRAIN);
        }
    }

    /** The kernel ends the connections; its side of each waits for the clients, and holds the port. */
    private static void killed(Subject subject) throws IOException {
        Program program = subject.program();
        try (Clients clients = new Clients(subject, CLIENTS)) {
            clients.roundTrips();
            subject.endBy("KILL");
            subject.process().exitStatus(END);
            expectRestart(program, subject.addresses());
        }
    }

    /** Expects that a process that cannot serve ends within 10 s, with a status that says so. */
    private static void expectFailingEnd(ServerProcess process) {
        Optional<Integer> status = process.exitStatus(START);
        if (status.isEmpty()) throw wrongExit(process, "it still ran after " + START.toSeconds() + " s");
        if (status.get() == 0) throw wrongExit(process, "it ended with status 0, as if all were well");
    }

    private static void expectNamed(ServerProcess process, String named) {
        if (process.tail().stream().noneMatch(line -> line.contains(named)))
            throw wrongExit(process, "it ended, and its output does not name " + named);
    }

    private static SpecFailure wrongExit(ServerProcess process, String seen) {
        return new SpecFailure(Symptom.WRONG_EXIT, seen).showing(process);
    }

    /** Expects that SIGTERM ends the server within {@code time}, by itself with status 0 or as the signal does. */
    private static void expectEnd(Subject subject, Duration time) {
        Optional<Integer> status = subject.process().exitStatus(time);
        if (status.isEmpty()) {
            throw new SpecFailure(Symptom.WRONG_EXIT,
                    "its process still ran after " + time.toSeconds() + " s");
        }
        if (!IN_ORDER.contains(status.get())) {
            throw new SpecFailure(Symptom.WRONG_EXIT, "its process ended with status " + status.get()
                    + "; it may be 143, for SIGTERM, or 0");
        }
    }

    /** Expects that it can be started again at once where it listened, and serves. */
    private static void expectRestart(Program program, List<InetSocketAddress> addresses) throws IOException {
        try (ServerProcess process = program.start(addresses, START)) {
            Subject again = Subject.started(program, process);
            try {
                again.expectAlive();
            } catch (SpecFailure failure) {
                throw again.described(failure.after("it was started again on the same ports"));
            }
        } catch (StartFailure e) {
            throw new SpecFailure(Symptom.REFUSED,
                    "it does not start again on the same ports: " + e.getMessage());
        }
    }
}
