package expserver.specs;

import static expserver.specs.Fault.Trait.ALONE;
import static expserver.specs.Fault.Trait.FRAMING;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Clients that do nothing cost nothing. */
final class CostFaults {
    static final List<Fault> ALL = List.of(
            Fault.of("500 idle", CostFaults::idle, ALONE),
            Fault.of("stalled and half-closed", CostFaults::stalled, FRAMING, ALONE));

    private static final Duration MEASURED = Duration.ofSeconds(3);
    private static final Duration STALL = Duration.ofMillis(500);
    private static final double SHARE = 0.03;
    private static final long MORE_THAN_FITS = 256 << 20;

    private CostFaults() {
    }

    private static void idle(Subject subject) throws IOException {
        try (Clients idle = new Clients(subject, 500)) {
            idle.roundTrips();
            subject.usage().expectCpuShare(SHARE, MEASURED);
            idle.roundTrips();
        }
    }

    /** One client does not read, one has said that it sends no more and does not read either. */
    private static void stalled(Subject subject) throws IOException {
        try (Client silent = new Client(subject.address());
                Client ended = new Client(subject.address())) {
            silent.flood(MORE_THAN_FITS, STALL, Client.PATIENCE);
            ended.flood(MORE_THAN_FITS, STALL, Client.PATIENCE);
            ended.halfClose();
            subject.usage().expectCpuShare(SHARE, MEASURED);
            subject.expectAlive();
        }
    }
}
