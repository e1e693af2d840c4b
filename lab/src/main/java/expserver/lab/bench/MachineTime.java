package expserver.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the cores of this machine have spent their time so far, in the system's ticks: proc(5). Most of what the kernel
 * does for a packet on loopback it does in a soft interrupt, in the midst of the process that sends. It is part of that
 * process's time; but not if the kernel counts interrupts apart (CONFIG_IRQ_TIME_ACCOUNTING), as a count that is not 0
 * tells. Then they are nobody's, and left out here as well.
 */
record MachineTime(long busy, long inAll, int cores) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int IDLE = 3; // columns
    private static final int WAITING = 4;
    private static final int IRQ = 5;
    private static final int SOFTIRQ = 6;
    private static final int COUNTED = 8; // up to steal: guests are counted among user

    /** Nothing where the system does not tell. */
    static Optional<MachineTime> now() {
        try {
            return Optional.of(of(Files.readString(STAT)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static MachineTime of(String stat) {
        String[] words = stat.lines().findFirst().orElseThrow().split(" +");
        long[] ticks = Arrays.stream(words).skip(1).limit(COUNTED).mapToLong(Long::parseLong).toArray();
        long inAll = Arrays.stream(ticks).sum();
        long idle = ticks[IDLE] + ticks[WAITING];
        long apart = ticks[IRQ] == 0 ? 0 : ticks[IRQ] + ticks[SOFTIRQ];
        int cores = (int) stat.lines().filter(line -> line.matches("cpu\\d.*")).count();
        return new MachineTime(inAll - idle - apart, inAll, cores);
    }

    /**
     * The share of all cores' time that others used since {@code earlier}, while {@code nanos} have passed and
     * {@code own} nanoseconds of CPU time were used by those who are measured. What was stolen from a virtual machine
     * counts.
     */
    double foreignShare(MachineTime earlier, long own, long nanos) {
        double busyShare = (double) (busy - earlier.busy) / Math.max(1, inAll - earlier.inAll);
        return Math.max(0, busyShare - (double) own / ((double) nanos * cores));
    }
}
