package expserver.specs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process uses, as Linux tells it in {@code /proc/PID}: proc(5). */
public record Usage(long pid) {
    private static final long TICK = 10; // ms: USER_HZ is 100 on every architecture that runs a JDK
    private static final int USER_TIME = 11; // the place in /proc/PID/stat, counted from behind the name
    private static final int SYSTEM_TIME = 12;
    private static final int ITS_OWN = 10; // descriptors

    /** Throws {@link NotMeasured} where there is no such thing. */
    public static Usage of(long pid) {
        if (!Files.isReadable(Path.of("/proc/self/stat"))) throw new NotMeasured("only Linux has /proc");
        return new Usage(pid);
    }

    /** The CPU time of all its threads so far, in steps of 10 ms. */
    public Duration cpuTime() throws IOException {
        String stat = Files.readString(file("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Duration.ofMillis(
                TICK * (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])));
    }

    /** The memory that it holds, in bytes. */
    public long residentBytes() throws IOException {
        try (Stream<String> lines = Files.lines(file("status"))) {
            String resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst()
                    .orElseThrow(() -> new IOException("process " + pid + " has ended"));
            return Long.parseLong(resident.replaceAll("\\D", "")) * 1024;
        }
    }

    /** Expects that it holds at most so many bytes more than the {@code before} that it held. */
    void expectGrowth(long before, long atMost) throws IOException {
        long grown = residentBytes() - before;
        if (grown > atMost) {
            throw new SpecFailure(Symptom.HOARDS, "the process has grown by %,d KiB, and may by %,d KiB"
                    .formatted(grown / 1024, atMost / 1024));
        }
    }

    /** How many file descriptors it has open. */
    public int descriptors() {
        try (Stream<Path> open = Files.list(file("fd"))) {
            return (int) open.count();
        } catch (IOException e) {
            throw new NotMeasured("its descriptors cannot be counted: " + e);
        }
    }

    /** Expects that within 2 s it has no more open than {@code before}; a JVM may open a few for itself. */
    void expectDescriptors(int before) throws IOException {
        int atMost = before + ITS_OWN;
        if (Waiting.until(() -> descriptors() <= atMost, Duration.ofSeconds(2))) return;

        throw new SpecFailure(Symptom.LEAKS,
                "%,d descriptors are open, and %,d were before".formatted(descriptors(),
                        before));
    }

    /** The share of one CPU that it uses during the next {@code time}, 1 for a whole one. */
    public double cpuShare(Duration time) throws IOException {
        Duration before = cpuTime();
        long start = System.nanoTime();
        Pause.of(time); // time is what is measured
        return (double) cpuTime().minus(before).toNanos() / (System.nanoTime() - start);
    }

    /** Expects that it uses at most that share of a CPU during the next {@code time}. */
    void expectCpuShare(double atMost, Duration time) throws IOException {
        double share = cpuShare(time);
        if (share > atMost) {
            throw new SpecFailure(Symptom.BURNS_CPU,
                    "the process used %.1f %% of a CPU for %d s, and may use %.0f %%"
                            .formatted(100 * share, time.toSeconds(), 100 * atMost));
        }
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
