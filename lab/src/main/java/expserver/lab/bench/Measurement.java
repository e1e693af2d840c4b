package expserver.lab.bench;

import java.util.List;

/**
 * What came of one load on one server in one round. What was not measured is null: all that the generator tells if it
 * failed, latencies if nothing was asked, {@code allocatedBytesPerRequest} where it is no JVM or not the first round,
 * {@code behindSeconds}, how late the generator offered a line at most, in a closed loop.
 */
public record Measurement(String load, String server, int round, int connections, int lineBytes, int inFlight,
        int idle,
        int silent, Double seconds, Long requests, Double requestsPerSecond, Double megabytesPerSecond,
        Double p50Us,
        Double p99Us, Double p999Us, Double maxUs, List<List<Double>> percentiles, Double cpuMicrosPerRequest,
        Long residentBytesBefore, Long residentBytes, Double allocatedBytesPerRequest, Double foreignLoad,
        Double behindSeconds, String failure) {
    /** A round in which others used more of the machine than that is marked. */
    static final double MOST_FOREIGN_LOAD = 0.10;

    /** Of what the generator told, what the server has used meanwhile, and its bytes per request, null if unknown. */
    static Measurement of(Workload load, Contender contender, int round, Done done, Used used,
            Double allocated) {
        boolean asked = done.requests() > 0;
        return new Measurement(load.name(), contender.name(), round, load.connections(), load.lineBytes(),
                load.inFlight(), load.idle(), load.silent(), done.seconds(), done.requests(),
                rounded(done.requests() / done.seconds(), 1), rounded(done.bytes() / done.seconds() / 1e6, 3),
                asked ? done.p50Us() : null, asked ? done.p99Us() : null, asked ? done.p999Us() : null,
                asked ? done.maxUs() : null, asked ? done.percentiles() : null,
                asked ? rounded(used.cpuNanos() / 1e3 / done.requests(), 4) : null, used.residentBefore(),
                used.resident(), rounded(allocated, 3), rounded(used.foreignLoad(), 3),
                done.behindSeconds(), null);
    }

    static Measurement failed(Workload load, Contender contender, int round, String failure) {
        return new Measurement(load.name(), contender.name(), round, load.connections(), load.lineBytes(),
                load.inFlight(), load.idle(), load.silent(), null, null, null, null, null, null, null, null,
                null,
                null, null, null, null, null, null, failure);
    }

    private static Double rounded(Double value, int digits) {
        if (value == null) return null;
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    /** Whether there is a failure instead of figures. */
    public boolean hasFailed() {
        return failure != null;
    }

    /** Null if {@code bytes} is. */
    public static Double mebibytes(Long bytes) {
        return bytes == null ? null : bytes / 1024.0 / 1024;
    }

    /** Whether others used too much of the machine meanwhile. */
    public boolean isDisturbed() {
        return foreignLoad != null && foreignLoad > MOST_FOREIGN_LOAD;
    }

    /** Whether the bytes say more than how many lines there are. */
    public boolean isBulk() {
        return lineBytes >= 4096;
    }

    /** Requests per second; null if it failed, or nothing was asked. */
    public Double rate() {
        return hasFailed() || requestsPerSecond == null || requestsPerSecond == 0 ? null : requestsPerSecond;
    }

    /** What one connection costs a server that is asked nothing, in bytes; null if it is asked, or has failed. */
    public Double bytesPerConnection() {
        if (connections > 0 || residentBytesBefore == null) return null;
        return (double) (residentBytes - residentBytesBefore) / idle;
    }
}
