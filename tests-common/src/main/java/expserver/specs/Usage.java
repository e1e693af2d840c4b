package expserver.specs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process uses, as Linux tells it in {@code /proc/PID}: proc(5). */
public record Usage(long pid) {
    private static final Pattern THREADS = Pattern.compile("Threads:\\s*(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    /** Whether this system is one that tells. */
    public static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    /** Throws {@link NotMeasured} where there is no such thing. */
    public static Usage of(long pid) {
        if (!Files.isReadable(Path.of("/proc/self/stat"))) throw new NotMeasured("only Linux has /proc");
        return new Usage(pid);
    }

    /** The CPU time of all its threads so far, in steps of 10 ms. */
    public Duration cpuTime() {
        return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(this::ended);
    }

    /** The memory that it holds, in bytes. */
    public long residentBytes() {
        return status(RESIDENT) * 1024;
    }

    /** How many threads it has. */
    public int threads() {
        return (int) status(THREADS);
    }

    private long status(Pattern line) {
        Matcher value = line.matcher(read("status"));
        if (!value.find()) throw ended(); // and is a zombie
        return Long.parseLong(value.group(1));
    }

    /** How many file descriptors it has open. */
    public int descriptors() {
        try (Stream<Path> open = Files.list(file("fd"))) {
            return (int) open.count();
        } catch (IOException e) {
            throw ended();
        }
    }

    /** The share of one CPU that it uses during the next {@code time}, 1 for a whole one. */
    public double cpuShare(Duration time) {
        Duration before = cpuTime();
        long start = System.nanoTime();
        Pause.of(time); // time is what is measured
        return (double) cpuTime().minus(before).toNanos() / (System.nanoTime() - start);
    }

    /** Expects that it uses at most that share of a CPU during the next {@code time}. */
    void expectCpuShare(double atMost, Duration time) {
        double share = cpuShare(time);
        if (share > atMost) {
            throw new SpecFailure(Symptom.BURNS_CPU,
                    "the process used %.1f %% of a CPU for %d s, and may use %.0f %%"
                            .formatted(100 * share, time.toSeconds(), 100 * atMost));
        }
    }

    private String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw ended();
        }
    }

    private SpecFailure ended() {
        return new SpecFailure(Symptom.SERVER_DIED, "process " + pid + " has ended");
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
