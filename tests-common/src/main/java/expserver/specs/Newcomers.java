package expserver.specs;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that come all at once, on all ports, while the server may be unable to accept them, and wait. Those that are
 * served stay, for one descriptor is enough to serve all in turn.
 */
final class Newcomers implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(20); // more than anybody waits for them
    private static final byte[] LINE = "may I come in?\n".getBytes();

    private final Subject subject;
    private final int number;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Boolean>> served = new ArrayList<>();
    private final Queue<Client> connected = new ConcurrentLinkedQueue<>();

    Newcomers(Subject subject, int number) {
        this.subject = subject;
        this.number = number;
    }

    /** Sends them off and returns at once. */
    void come() {
        for (int i = 0; i < number; i++) {
            InetSocketAddress address = subject.address(i);
            Callable<Boolean> talk = () -> talk(address);
            served.add(threads.submit(talk));
        }
    }

    /** Whether it is served and not turned away. */
    private boolean talk(InetSocketAddress address) throws IOException {
        try {
            Client client = new Client(address, PATIENCE);
            connected.add(client);
            client.roundTrip(LINE);
            return true;
        } catch (SpecFailure failure) {
            if (failure.symptom() == Symptom.CLOSED || failure.symptom() == Symptom.REFUSED) return false;
            throw failure;
        }
    }

    /** Whether all of them have been served. */
    boolean areServed() throws IOException {
        for (Future<Boolean> newcomer : served)
            if (!newcomer.isDone() || !Waiting.result(newcomer)) return false;
        return true;
    }

    /** Expects that within {@code time} each of them is served or turned away; returns how many were the latter. */
    long expectEnds(Duration time) throws IOException {
        Waiting.until(() -> waiting() == 0, time);
        if (waiting() > 0) {
            throw new SpecFailure(Symptom.NO_REPLY,
                    "%d of the %d newcomers still waited for a reply after %d s"
                            .formatted(waiting(), number, time.toSeconds()));
        }
        long turnedAway = 0;
        for (Future<Boolean> newcomer : served) if (!Waiting.result(newcomer)) turnedAway++;
        return turnedAway;
    }

    private long waiting() {
        return served.stream().filter(newcomer -> !newcomer.isDone()).count();
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Client client : connected) client.close();
    }
}
