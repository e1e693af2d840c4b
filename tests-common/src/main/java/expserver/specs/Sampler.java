package expserver.specs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks ten times a second at what a process uses, as long as it lives; sees nothing where there is no /proc. */
final class Sampler implements AutoCloseable {
    private static final long PERIOD = 100; // ms

    private final Usage usage;
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final long start = System.nanoTime();
    private long last = start;
    private Duration lastCpu = Duration.ZERO;

    Sampler(long pid) {
        usage = new Usage(pid);
        clock.scheduleAtFixedRate(this::sample, 0, PERIOD, TimeUnit.MILLISECONDS);
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void sample() {
        try {
            Duration cpu = usage.cpuTime();
            long now = System.nanoTime();
            double share = (double) cpu.minus(lastCpu).toNanos() / (now - last);
            if (last != start)
                samples.add(new Sample((now - start) / 1_000_000, share, usage.residentBytes()));
            last = now;
            lastCpu = cpu;
        } catch (SpecFailure noProcess) {
            clock.shutdown();
        }
    }
}
