package expserver.lab.bench;

import java.util.List;

/**
 * What the generator tells when the measured time is over; percentiles are pairs of per cent and microseconds. How late
 * it offered a line at most, {@code behindSeconds}, is told in an open loop, and null otherwise.
 */
record Done(double seconds, long requests, long bytes, double p50Us, double p99Us, double p999Us,
        double maxUs, List<List<Double>> percentiles, Double behindSeconds) {
}
