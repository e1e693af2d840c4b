package expserver.specs;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients on all ports, each of which sends a line when the reply to the one before has come and is right. */
final class HealthyClients implements Closeable {
    private static final Duration PAUSE = Duration.ofMillis(1); // between reply and line, or they alone fill a CPU
    private static final int WARM_UP = 20; // first replies that do not count: a JVM has to compile itself

    private final ExecutorService threads;
    private final List<Future<List<Duration>>> latencies = new ArrayList<>();
    private final CountDownLatch unanswered;
    private volatile boolean ending;

    /** Starts that many and waits until each has had a reply; throws the first failure that one of them saw. */
    HealthyClients(Subject subject, int clients) throws IOException {
        threads = Executors.newFixedThreadPool(clients);
        unanswered = new CountDownLatch(clients);
        for (int i = 0; i < clients; i++) {
            int number = i;
            Callable<List<Duration>> talk = () -> talk(subject, number);
            latencies.add(threads.submit(talk));
        }
        Waiting.until(() -> unanswered.getCount() == 0 || oneHasFailed(),
                Client.PATIENCE.plusSeconds(1));
        if (oneHasFailed()) {
            close();
            end();
        }
    }

    /** For none returns before it is told to. */
    private boolean oneHasFailed() {
        return latencies.stream().anyMatch(Future::isDone);
    }

    private List<Duration> talk(Subject subject, int number) throws IOException {
        List<Duration> took = new ArrayList<>();
        try (Client client = new Client(subject.address(number))) {
            for (int i = 0; !ending; i++) {
                long start = System.nanoTime();
                client.roundTrip("client %d, line %d\n".formatted(number, i).getBytes());
                if (i == 0) unanswered.countDown();
                if (i >= WARM_UP) took.add(Duration.ofNanos(System.nanoTime() - start));
                Pause.of(PAUSE);
            }
        } catch (SpecFailure failure) {
            throw failure.after("healthy client %d, after %d replies".formatted(number, took.size()));
        }
        return took;
    }

    /** Ends them; throws the first failure that one of them saw. */
    Percentiles end() throws IOException {
        ending = true;
        List<Duration> all = new ArrayList<>();
        for (Future<List<Duration>> client : latencies) all.addAll(Waiting.result(client));
        return Percentiles.of(all);
    }

    @Override
    public void close() {
        ending = true;
        threads.shutdown();
    }

    /** How long replies took. */
    record Percentiles(List<Duration> sorted) {
        private static final Duration AT_MOST = Duration.ofSeconds(2);

        static Percentiles of(List<Duration> latencies) {
            return new Percentiles(latencies.stream().sorted().toList());
        }

        /** Expects that 99 of 100 came within {@code bound}, and all within 2 s: a freeze delays few who ask in turn. */
        void expectP99Below(Duration bound) {
            if (sorted.isEmpty()) throw new SpecFailure(Symptom.NO_REPLY, "healthy clients got no replies");
            Duration p99 = sorted.get((int) (0.99 * (sorted.size() - 1)));
            Duration slowest = sorted.get(sorted.size() - 1);
            if (slowest.compareTo(AT_MOST) > 0) {
                throw new SpecFailure(Symptom.TOO_SLOW,
                        "a reply to a healthy client took %d ms; it may take %d ms"
                                .formatted(slowest.toMillis(), AT_MOST.toMillis()));
            }
            if (p99.compareTo(bound) <= 0) return;

            throw new SpecFailure(Symptom.TOO_SLOW,
                    "of %,d replies to healthy clients 1 in 100 took more than %d ms;"
                            .formatted(sorted.size(), p99.toMillis()) + " it may be " + bound.toMillis()
                            + " ms");
        }
    }
}
