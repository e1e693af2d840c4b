package expserver;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Two clients of one core do anything in any order, and so does time; a model says after each turn what must hold. */
class ConnectionModelTest {
    private static final Limits LIMITS = new Limits(10, Duration.ofSeconds(2), Duration.ofSeconds(2));
    private static final int MARK = 64 * 1024;
    private static final int ENOUGH_TURNS = 100; // for a read of at least 31,072 bytes each
    private static final int NANOS = 20_000; // to each of a step's bytes, if it is time that passes: 4 s at most

    private long now; // in the turn, on the clock of the loop
    private boolean draining;

    enum Act {
        SEND, HALF_CLOSE, RESET, MAKE_ROOM, READ_TO_MARK, TURN, FALSE_ALARM, PASS_TIME, DRAIN
    }

    /** What {@code client} does (READ_TO_MARK: it leaves the mark owed, or a byte less), or the loop does. */
    record Step(Act act, int client, int bytes) {
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void nothingIsLostTheInterestFollowsWhatIsOwedAndEachStateEndsInTime(@ForAll("input") Input one,
            @ForAll("input") Input other,
            @ForAll("steps") List<Step> steps)
            throws IOException, ReflectiveOperationException {
        draining = false;
        try (Core core = new Core(LIMITS)) {
            FakeSelector selector = FakeSelector.in(core.loop);
            List<Client> clients = List.of(new Client(core, one.bytes()), new Client(core, other.bytes()));
            for (Step step : steps) {
                Client client = clients.get(step.client);
                FakeSocket socket = client.socket;
                switch (step.act) {
                    case SEND -> socket.send(step.bytes);
                    case HALF_CLOSE -> socket.halfClose();
                    case RESET -> socket.reset = true;
                    case MAKE_ROOM -> socket.room += step.bytes;
                    case READ_TO_MARK -> socket.room = Math.max(0, client.owed() - MARK + step.bytes % 2);
                    case FALSE_ALARM -> selector.falseAlarm = true;
                    case PASS_TIME -> pass(core.loop, (long) step.bytes * NANOS);
                    case DRAIN -> drain(core);
                    case TURN -> turn(core, clients);
                }
            }
            clients.forEach(Client::readAllAndLeave);
            for (int i = 0; i < ENOUGH_TURNS && !core.connections.isEmpty(); i++) turn(core, clients);
            clients.forEach(Client::checkServed);
            assertEquals(0, core.loop.timers.timeout(0), "a timer waits for nobody");
        }
    }

    private static void pass(Loop loop, long nanos) throws ReflectiveOperationException {
        Field start = Loop.class.getDeclaredField("start");
        start.setAccessible(true);
        start.setLong(loop, start.getLong(loop) - nanos);
    }

    private void drain(Core core) {
        core.loop.execute(core::startDrain);
        draining = true;
    }

    private void turn(Core core, List<Client> clients) throws IOException, ReflectiveOperationException {
        for (Client client : clients) client.socket.reads = 0;
        core.loop.execute(() -> now = core.loop.now);
        try {
            core.loop.run();
        } catch (ClosedSelectorException afterOneTurn) {
            // the fake selector's way to return
        }
        for (Client client : clients) client.check(now, draining);
        check(core.counters, clients);
    }

    private static void check(Counters counters, List<Client> clients) {
        assertEquals(clients.stream().filter(client -> client.socket.isOpen()).count(),
                counters.getConnectionsOpen(), "connections open");
        assertEquals(clients.stream().mapToLong(client -> client.socket.read).sum(),
                counters.getBytesReceived(), "bytes received");
        assertEquals(clients.stream().mapToLong(client -> client.socket.taken.size()).sum(),
                counters.getBytesSent(), "bytes sent");
    }

    @Provide
    Arbitrary<Input> input() {
        return Input.any();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Act> acts = Arbitraries.frequency(Tuple.of(32, Act.TURN), Tuple.of(16, Act.SEND),
                Tuple.of(6, Act.MAKE_ROOM), Tuple.of(6, Act.READ_TO_MARK), Tuple.of(3, Act.FALSE_ALARM),
                Tuple.of(1, Act.HALF_CLOSE), Tuple.of(1, Act.RESET), Tuple.of(16, Act.PASS_TIME),
                Tuple.of(1, Act.DRAIN));
        Arbitrary<Integer> clients = Arbitraries.integers().between(0, 1);
        Arbitrary<Integer> bytes = Arbitraries.integers().between(1, 200_000);
        return Combinators.combine(acts, clients, bytes).as(Step::new).list().ofMinSize(10).ofMaxSize(100);
    }

    private static final class Client {
        final FakeSocket socket;
        private final Core core;
        private final Connection connection;
        private final SelectionKey key;
        private final PlainReverser plain;
        private final byte[] replies;
        private boolean open = true;
        private boolean ending;
        private boolean outputEnded;
        private boolean late;
        private long lastMoved;
        private long closeBy;
        private int moved; // bytes, in both directions
        private int due; // of the replies: those to all that was read before the end began

        Client(Core core, byte[] input) throws IOException, ReflectiveOperationException {
            this.core = core;
            this.socket = new FakeSocket(input);
            this.connection = new Connection(core, socket);
            this.key = (SelectionKey) field("key");
            this.plain = new PlainReverser(input);
            this.replies = plain.replies();
        }

        void readAllAndLeave() {
            socket.room = Integer.MAX_VALUE;
            socket.halfClose();
        }

        /** The replies that are due, less those that the socket took. */
        int owed() {
            return due - socket.taken.size();
        }

        /** What holds after a turn at {@code now}, whatever has happened before. */
        void check(long now, boolean draining) throws ReflectiveOperationException {
            byte[] taken = socket.taken.toByteArray();
            int wrong = Arrays.mismatch(taken, 0, taken.length, replies, 0,
                    Math.min(replies.length, taken.length));
            assertEquals(-1, wrong, "the first wrong byte of the replies");

            if (open) follow(now, draining);
            assertEquals(open, socket.isOpen(), "open");
            assertEquals(open, core.connections.contains(connection), "one of the core's connections");
            assertTrue(socket.reads <= 1, "reads in one turn: " + socket.reads);
            if (open) checkOwed();
        }

        /** What the turn has done to a connection that was open: first its socket's events, then time or a drain. */
        private void follow(long now, boolean draining) {
            if (socket.read + socket.taken.size() > moved) lastMoved = now;
            moved = socket.read + socket.taken.size();
            if (!ending) due = socket.endRead ? replies.length : plain.due(socket.read);
            boolean served = socket.endRead && owed() == 0;
            open = !served && !socket.resetSeen;

            if (open && !ending && (draining || now >= lastMoved + LIMITS.idle().toNanos())) {
                ending = true;
                closeBy = now + LIMITS.drain().toNanos();
            }
            if (ending && owed() == 0 && !outputEnded && !socket.resetSeen) {
                outputEnded = true;
                lastMoved = now;
            }
            assertEquals(outputEnded, socket.outputEnded, "output ended");
            late = ending && (now >= closeBy
                    || outputEnded && now >= lastMoved + Connection.LINGER.toNanos());
            open &= !late;
        }

        private void checkOwed() throws ReflectiveOperationException {
            int owed = owed();
            assertEquals(owed, ((WriteQueue) field("owed")).size(), "bytes owed");
            assertTrue(owed < MARK + LineReverser.BUFFER_SIZE, "bytes owed: " + owed);
            int read = socket.endRead || owed >= MARK && !ending ? 0 : OP_READ;
            int write = owed == 0 ? 0 : OP_WRITE;
            assertEquals(read | write, key.interestOps(), "interest, with bytes owed: " + owed);
        }

        /** A client that read all and left was sent all that was due, unless it came too late or has reset. */
        void checkServed() {
            assertTrue(!socket.isOpen(), "still open");
            if (!socket.reset && !late)
                assertArrayEquals(Arrays.copyOf(replies, due), socket.taken.toByteArray(), "replies");
        }

        private Object field(String name) throws ReflectiveOperationException {
            Field field = Connection.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(connection);
        }
    }
}
