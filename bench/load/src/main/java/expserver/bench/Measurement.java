package expserver.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The measured time, and the latencies of what counts; times are of {@link System#nanoTime}. */
final class Measurement {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;

    final Histogram latencies = new Histogram(LONGEST, DIGITS);
    final long warmupStart = System.nanoTime();
    final long start;
    final long end;
    private long lastReply;

    /** The warm-up begins at once; both times in seconds. */
    Measurement(double warmup, double seconds) {
        this.start = warmupStart + (long) (warmup * 1e9);
        this.end = start + (long) (seconds * 1e9);
        this.lastReply = end;
    }

    boolean covers(long time) {
        return time - start >= 0 && time - end < 0;
    }

    boolean isOver(long now) {
        return now - end >= 0;
    }

    void record(long due, long now) {
        latencies.recordValue(Math.min(now - due, LONGEST));
        if (now - lastReply > 0) lastReply = now;
    }

    /** From the start to the end, or to the last reply that counts, if it came later. */
    double seconds() {
        return (lastReply - start) / 1e9;
    }
}
