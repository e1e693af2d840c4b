package expserver.specs;

import static expserver.specs.Fault.Trait.ALONE;
import static expserver.specs.Fault.Trait.FRAMING;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Clients that break off, are slow, silent or many: each harms itself alone. */
final class PeerFaults {
    static final List<Fault> ALL = List.of(
            Fault.of("reset in a reply, 50 times",
                    "clients reset with replies on their way, beside healthy ones", PeerFaults::resets,
                    FRAMING),
            Fault.of("close unread, 200 times",
                    "clients sent lines and left without reading, beside healthy ones", PeerFaults::closes,
                    FRAMING),
            Fault.of("1,000 that vanish", "clients connected and reset, beside healthy ones",
                    PeerFaults::vanish),
            Fault.of("a byte read per 100 ms",
                    "a client sent up to 32 MiB and read ten bytes a second, beside healthy ones",
                    PeerFaults::slowReader, FRAMING, ALONE),
            Fault.of("one that never reads", "a client sent all it could and read nothing",
                    PeerFaults::neverReads, FRAMING),
            Fault.of("100 that never read",
                    "100 clients sent all they could and read nothing, beside healthy ones",
                    PeerFaults::hundredNeverRead, FRAMING, ALONE),
            Fault.of("a client stopped for 3 s",
                    "a client sent up to 16 MiB, read one reply, and neither read nor sent for 3 s",
                    PeerFaults::stoppedClient, FRAMING),
            Fault.of("200 that send slowly",
                    "200 clients sent a byte every 500 ms, beside healthy ones", PeerFaults::slowSenders,
                    FRAMING),
            Fault.of("the server stopped",
                    "the server was stopped (SIGSTOP) while 100 clients came, sent and left, and then"
                            + " continued: the kernel accepts for it, as many as its backlog holds",
                    PeerFaults::stoppedServer),
            Fault.of("300 connects at once", PeerFaults::crowd, ALONE),
            Fault.of("10,000 idle, 500 asked", "10,000 clients connected, and 500 of them sent a line",
                    PeerFaults::idle, ALONE));

    private static final int MIB = 1 << 20;
    private static final int HEALTHY = 8;
    private static final Duration STALL = Duration.ofMillis(500);
    private static final byte[] LINE = "hello\n".getBytes();

    private PeerFaults() {
    }

    private static void resets(Subject subject) throws IOException {
        besideHealthyClients(subject, () -> {
            for (int i = 0; i < 50; i++) {
                try (Client client = new Client(subject.address(i))) {
                    client.flood(MIB / 4, STALL, Client.PATIENCE);
                    client.expectFloodReply();
                    client.reset();
                }
            }
        });
    }

    private static void closes(Subject subject) throws IOException {
        besideHealthyClients(subject, () -> {
            for (int i = 0; i < 200; i++) {
                try (Client client = new Client(subject.address(i))) {
                    client.flood(4096, STALL, Client.PATIENCE);
                }
            }
        });
    }

    private static void vanish(Subject subject) throws IOException {
        besideHealthyClients(subject, () -> {
            for (int i = 0; i < 1_000; i++) new Client(subject.address(i)).reset();
        });
    }

    /** Ends well if healthy clients saw nothing of it, and every descriptor comes back. */
    private static void besideHealthyClients(Subject subject, Steps steps) throws IOException {
        subject.expectAlive();
        Baseline before = new Baseline(subject);
        try (HealthyClients healthy = new HealthyClients(subject, HEALTHY)) {
            steps.run();
            healthy.end();
        }
        subject.expectAlive();
        before.expectDescriptorsBack();
    }

    private static void slowReader(Subject subject) throws IOException {
        try (HealthyClients healthy = new HealthyClients(subject, HEALTHY);
                Client slow = new Client(subject.address())) {
            Flood flood = new Flood(slow, 32 * MIB);
            flood.send(STALL);
            for (int i = 0; i < 30; i++) {
                slow.expectFloodBytes(1);
                Pause.of(Duration.ofMillis(100));
            }
            healthy.end().expectP99Below(Duration.ofMillis(100));
            flood.finish();
        }
    }

    /** A server that paused takes more when asked again; one that holds the client back takes nothing. */
    private static void neverReads(Subject subject) throws IOException {
        subject.expectAlive();
        Baseline before = new Baseline(subject);
        try (Client silent = new Client(subject.address())) {
            long taken = 0;
            try {
                long moved;
                do {
                    moved = silent.flood(128 * MIB - taken, STALL, Client.UNTIL_FULL);
                    taken += moved;
                    subject.expectAlive();
                } while (moved > 0);
            } finally {
                subject.note("%,d bytes taken".formatted(taken));
            }
            if (taken > 64 * MIB) {
                throw new SpecFailure(Symptom.HOARDS, "%,d bytes were taken from a client that reads nothing;"
                        .formatted(taken) + " it has to be held back");
            }
            before.expectGrowthWithin(64 * MIB);
        }
    }

    private static void hundredNeverRead(Subject subject) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try (HealthyClients healthy = new HealthyClients(subject, 2 * HEALTHY);
                Clients silent = new Clients(subject, 100)) {
            for (Client client : silent.all())
                threads.submit(() -> client.flood(64 * MIB, STALL, Client.PATIENCE));
            threads.shutdown();
            Waiting.until(threads::isTerminated, Duration.ofSeconds(40));
            Pause.of(Duration.ofSeconds(1));
            healthy.end().expectP99Below(Duration.ofMillis(250));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void stoppedClient(Subject subject) throws IOException {
        try (Client client = new Client(subject.address())) {
            Flood flood = new Flood(client, 16 * MIB);
            flood.send(STALL);
            client.expectFloodReply();
            Pause.of(Duration.ofMillis(1_500));
            subject.expectAlive();
            Pause.of(Duration.ofMillis(1_500));
            flood.finish();
        }
    }

    private static void slowSenders(Subject subject) throws IOException {
        try (HealthyClients healthy = new HealthyClients(subject, HEALTHY);
                Clients slow = new Clients(subject, 200)) {
            for (byte next : LINE) {
                for (Client client : slow.all()) client.send(new byte[]{next});
                Pause.of(Duration.ofMillis(500));
            }
            for (Client client : slow.all()) client.expect(LINE, Lines.reversed(LINE));
            healthy.end();
        }
    }

    /** Until it goes on, the kernel accepts for it, receives, and notes that the clients have left. */
    private static void stoppedServer(Subject subject) throws IOException {
        subject.expectAlive();
        Baseline before = new Baseline(subject);
        ServerProcess process = subject.process();
        process.signal("STOP");
        try {
            for (int i = 0; i < 100; i++) {
                try (Client client = new Client(subject.address(i))) {
                    client.send(LINE);
                    if (i % 2 == 0) client.reset();
                }
            }
        } finally {
            process.signal("CONT");
        }
        subject.expectAlive();
        before.expectDescriptorsBack();
    }

    /** If the backlog is too short, the kernel drops a SYN, and the client sends it again after 1 s. */
    private static void crowd(Subject subject) throws IOException {
        try (Crowd crowd = new Crowd(subject.address(), 300)) {
            Duration slowest = crowd.connect();
            subject.note("slowest connect %d ms".formatted(slowest.toMillis()));
            if (slowest.toMillis() >= 1_000) {
                throw new SpecFailure(Symptom.TOO_SLOW,
                        "the slowest of 300 connects took %d ms: is the backlog too"
                                .formatted(slowest.toMillis()) + " short?");
            }
        }
        subject.expectAlive();
    }

    private static void idle(Subject subject) throws IOException {
        int asked = 500;
        int idle = 10_000 - asked;
        expectOpenFiles(idle + 4 * asked); // a client has a selector, with descriptors of its own
        Baseline before = new Baseline(subject);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < idle; i++) sockets.add(connect(subject.address(i), i));
            try (Clients clients = new Clients(subject, asked)) {
                clients.roundTrips();
                subject.note(
                        "%,d bytes of memory per connection".formatted(before.growth() / (idle + asked)));
            }
        } finally {
            for (Socket socket : sockets) socket.close();
        }
    }

    private static void expectOpenFiles(int needed) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() < needed) {
            throw new NotMeasured(
                    "it takes %,d open files, and %,d are allowed: see ulimit -n".formatted(needed,
                            system.getMaxFileDescriptorCount()));
        }
    }

    private static Socket connect(InetSocketAddress address, int number) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, (int) Client.PATIENCE.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            Symptom symptom = e instanceof SocketTimeoutException ? Symptom.NO_REPLY : Symptom.REFUSED;
            throw new SpecFailure(symptom, "idle connection %,d: %s".formatted(number + 1, e.getMessage()));
        }
    }

    @FunctionalInterface
    private interface Steps {
        void run() throws IOException;
    }
}
