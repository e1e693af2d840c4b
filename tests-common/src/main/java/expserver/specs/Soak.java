package expserver.specs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** All kinds of clients at random and side by side, for a while: each verifies every byte that it is owed. */
public final class Soak {
    private static final int CLIENTS = 24;
    private static final int MIB = 1 << 20;
    private static final int MAY_GROW = 96 * MIB; // a JVM whose heap is 64 MiB fills that, and compiles its code
    private static final Duration STALL = Duration.ofMillis(50);

    private enum Kind {
        GOOD, SLOW, RESETTING, SILENT, HALF_LINE, HALF_CLOSING, VANISHING
    }

    private final Subject subject;
    private final long seed;
    private final AtomicLong served = new AtomicLong();
    private volatile boolean ending;

    /** The same seed gives each client the same doings in the same order; how they meet is up to the system. */
    public Soak(Subject subject, long seed) {
        this.subject = subject;
        this.seed = seed;
    }

    /** How many clients have had what they are owed, so far. */
    public long served() {
        return served.get();
    }

    /**
     * Lets clients come and go, and returns what the server used before and uses after, a line each; throws the first
     * {@link SpecFailure}, also if memory (96 MiB), descriptors or threads do not come back.
     */
    public List<String> run(Duration time) throws IOException {
        subject.expectAlive();
        Baseline before = new Baseline(subject);
        long end = System.nanoTime() + time.toNanos();
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(seed * CLIENTS + i);
            clients.add(() -> comeAndGo(random, end));
        }
        try {
            awaitAll(clients);
            subject.expectAlive();
            before.expectGrowthWithin(MAY_GROW);
            before.expectDescriptorsBack();
            before.expectThreadsBack();
            return List.of("before: " + before, "after:  " + new Baseline(subject));
        } catch (SpecFailure failure) {
            throw subject.described(failure);
        }
    }

    private Void comeAndGo(Random random, long end) throws IOException {
        while (!ending && System.nanoTime() < end) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            try (Client client = new Client(subject.address(random.nextInt(subject.addresses().size())))) {
                behave(client, kind, random);
                served.incrementAndGet();
            } catch (SpecFailure failure) {
                ending = true;
                throw failure.after("a client, " + kind.name().toLowerCase().replace('_', ' '));
            }
        }
        return null;
    }

    private static void behave(Client client, Kind kind, Random random) throws IOException {
        switch (kind) {
            case GOOD -> {
                for (int i = random.nextInt(200); i >= 0; i--) client.roundTrip(Lines.random(random));
            }
            case SLOW -> {
                Flood flood = new Flood(client, MIB + random.nextInt(8 * MIB));
                flood.send(STALL);
                Pause.of(Duration.ofMillis(random.nextInt(500)));
                flood.finish();
            }
            case RESETTING -> {
                client.flood(random.nextInt(MIB), STALL, Client.PATIENCE);
                client.reset();
            }
            case SILENT -> {
                client.flood(64 * MIB, STALL, Client.PATIENCE);
                Pause.of(Duration.ofMillis(random.nextInt(8_000))); // longer than others are patient, now and then
            }
            case HALF_LINE -> {
                byte[] line = Lines.random(random);
                int half = random.nextInt(line.length);
                client.send(Arrays.copyOf(line, half));
                Pause.of(Duration.ofMillis(random.nextInt(200)));
                client.send(Arrays.copyOfRange(line, half, line.length));
                client.expect(line, Lines.reversed(line));
            }
            case HALF_CLOSING -> {
                client.flood(random.nextInt(MIB), STALL, Client.PATIENCE);
                client.halfClose();
                client.expectFloodReplies();
                client.expectEnd();
            }
            case VANISHING -> client.reset();
        }
    }

    private static void awaitAll(List<Callable<Void>> clients) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            for (Future<Void> client : threads.invokeAll(clients)) Waiting.result(client);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted during a soak", e);
        } finally {
            threads.shutdown();
        }
    }
}
