package expserver.specs;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Clients on all ports, each of which sends lines without a pause and compares the replies meanwhile. */
final class Streams implements Closeable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AtomicLong> replies = new ArrayList<>();
    private final List<Future<Void>> ends = new ArrayList<>();
    private volatile boolean reading = true;

    /** Starts that many. */
    Streams(Subject subject, int number) {
        for (int i = 0; i < number; i++) {
            AtomicLong count = new AtomicLong();
            InetSocketAddress address = subject.address(i);
            Callable<Void> talk = () -> talk(address, count);
            replies.add(count);
            ends.add(threads.submit(talk));
        }
    }

    private Void talk(InetSocketAddress address, AtomicLong count) throws IOException {
        try (Client client = new Client(address)) {
            client.pipeline(count, () -> reading);
            return null;
        } catch (SpecFailure failure) {
            throw failure.after(
                    "a client that sends lines without a pause, after %,d replies".formatted(count.get()));
        }
    }

    /** Expects that each has so many replies within 5 s, and that none has ended. */
    void expectReplies(long number) throws IOException {
        Waiting.until(() -> ended() || slow(number) == 0, Client.PATIENCE);
        for (Future<Void> end : ends) {
            if (!end.isDone()) continue;
            Waiting.result(end);
            throw new SpecFailure(Symptom.CLOSED,
                    "the server ended the connection of a client that sent lines");
        }
        if (slow(number) > 0) {
            throw new SpecFailure(Symptom.NO_REPLY,
                    "%d of %d clients that send lines without a pause had less than %d replies within %d s"
                            .formatted(slow(number), ends.size(), number, Client.PATIENCE.toSeconds()));
        }
    }

    private boolean ended() {
        return ends.stream().anyMatch(Future::isDone);
    }

    private long slow(long number) {
        return replies.stream().filter(count -> count.get() < number).count();
    }

    /** Has them read nothing, and send until the server takes no more, or read on. */
    void read(boolean reading) {
        this.reading = reading;
    }

    /** Expects that the server has ended each in an orderly way, behind a whole reply. */
    void expectEnds() throws IOException {
        for (Future<Void> end : ends) Waiting.result(end);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
