package expserver.lab.bench;

import static java.util.stream.Collectors.toMap;

import expserver.specs.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a process has used of the CPU so far, in nanoseconds: each of its threads that are alive, and all that it had.
 * Linux tells the first exactly, in {@code /proc/PID/task/TID/schedstat}, but forgets a thread that ends; the second,
 * in {@code /proc/PID/stat}, in two sums of whole steps of 10 ms.
 */
record CpuTime(Map<String, Long> byThread, long inAll) {
    private static final long STEPS = 20_000_000; // ns: by so much two sums in steps of 10 ms may be wrong

    static CpuTime of(long pid) {
        return new CpuTime(byThread(Path.of("/proc", Long.toString(pid), "task")),
                new Usage(pid).cpuTime().toNanos());
    }

    private static Map<String, Long> byThread(Path threads) {
        if (!Files.isDirectory(threads)) return Map.of(); // not on Linux

        try (Stream<Path> alive = Files.list(threads)) {
            return alive.collect(toMap(thread -> thread.getFileName().toString(), CpuTime::nanos));
        } catch (IOException e) {
            return Map.of(); // the process has ended, as cpuTime tells
        }
    }

    private static long nanos(Path thread) {
        try {
            return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        } catch (IOException e) {
            return 0; // it has ended in between
        }
    }

    /** What was used since {@code earlier}: the threads' exact sum, unless threads have ended with more than a step. */
    long since(CpuTime earlier) {
        long exact = byThread.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - earlier.byThread.getOrDefault(thread.getKey(), 0L))
                .sum();
        long coarse = inAll - earlier.inAll;
        return coarse - exact > STEPS ? coarse : exact;
    }
}
