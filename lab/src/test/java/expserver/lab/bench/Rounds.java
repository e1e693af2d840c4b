package expserver.lab.bench;

import java.util.List;

/** Made-up measurements. */
final class Rounds {
    private Rounds() {
    }

    /** With that many requests in a second, and a share of the machine that others used. */
    static Measurement of(String load, String server, int round, long requests, double foreignLoad) {
        Done done = new Done(1, requests, requests * 64, 12.34, 150, 99_940, 2_500_000,
                List.of(List.of(50.0, 12.34), List.of(99.0, 150.0)), null);
        return Measurement.of(Workload.named(load), Contender.named(server), round, done,
                new Used(900_000_000, 40L << 20, 44L << 20, foreignLoad), round == 1 ? 0.5 : null);
    }

    static Measurement of(String server, int round, long requests) {
        return of("ping-pong-64", server, round, requests, 0);
    }

    static Measurement failed(String load, String server, int round, String failure) {
        return Measurement.failed(Workload.named(load), Contender.named(server), round, failure);
    }
}
