package expserver.specs;

import static expserver.specs.Fault.Trait.FRAMING;
import static expserver.specs.Fault.Trait.QUIET;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Clients that do nothing cost nothing. */
final class CostFaults {
    static final List<Fault> ALL = List.of(
            Fault.of("500 idle", "500 clients were connected and idle", CostFaults::idle, QUIET),
            Fault.of("stalled and half-closed",
                    "a client that had ended its output did not read, nor did one that sent all it could",
                    CostFaults::stalled, FRAMING, QUIET));

    private static final Duration MEASURED = Duration.ofSeconds(3);
    private static final Duration STALL = Duration.ofMillis(500);
    private static final double SHARE = 0.03;
    private static final long MIB = 1 << 20;

    private CostFaults() {
    }

    private static void idle(Subject subject) throws IOException {
        try (Clients idle = new Clients(subject, 500)) {
            idle.roundTrips();
            subject.usage().expectCpuShare(SHARE, MEASURED);
            idle.roundTrips();
        }
    }

    /** The end of a client's output arrives if all before it was taken: behind bytes unread it would wait, at no cost. */
    private static void stalled(Subject subject) throws IOException {
        try (Client ended = new Client(subject.address());
                Client silent = new Client(subject.address())) {
            new Creditor(subject, ended).lend(16 * MIB);
            ended.halfClose();
            silent.flood(256 * MIB, STALL, Client.UNTIL_FULL);
            subject.usage().expectCpuShare(SHARE, MEASURED);
            subject.expectAlive();
        }
    }
}
