package expserver.lab.bench;

import java.util.Optional;

/** The CPU time that was used up to a moment: by the server, by the load, and by the whole machine. */
record Moment(long nanos, CpuTime server, CpuTime load, Optional<MachineTime> machine) {
    static Moment now(long server, long load) {
        return new Moment(System.nanoTime(), CpuTime.of(server), CpuTime.of(load), MachineTime.now());
    }

    /** The server's CPU time since then, in nanoseconds. */
    long serverSince(Moment earlier) {
        return server.since(earlier.server);
    }

    /** The share of the machine that neither server nor load has used since then; null if it is unknown. */
    Double foreignShareSince(Moment earlier) {
        if (machine.isEmpty() || earlier.machine.isEmpty()) return null;

        long own = serverSince(earlier) + load.since(earlier.load);
        return machine.get().foreignShare(earlier.machine.get(), own, nanos - earlier.nanos);
    }
}
