package expserver.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the cores of this machine have spent their time so far, in the system's ticks: proc(5). */
record MachineTime(long busy, long inAll, int cores) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final List<Integer> IDLE = List.of(3, 4); // columns: idle, iowait
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
        long idle = IDLE.stream().mapToLong(column -> ticks[column]).sum();
        int cores = (int) stat.lines().filter(line -> line.matches("cpu\\d.*")).count();
        return new MachineTime(inAll - idle, inAll, cores);
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
