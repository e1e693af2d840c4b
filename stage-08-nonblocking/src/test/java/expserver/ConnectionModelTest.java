package expserver;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.SelectionKey;
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

/** Two clients of one core do anything in any order; a model says after each step what must hold of both. */
class ConnectionModelTest {
    private static final int MARK = 64 * 1024;
    private static final int ENOUGH_TURNS = 100; // for a read of at least 31,072 bytes each

    enum Act {
        SEND, HALF_CLOSE, RESET, MAKE_ROOM, READ_TO_MARK, TURN, FALSE_ALARM
    }

    /** What {@code client} does (READ_TO_MARK: it leaves the mark owed, or a byte less), or the loop does. */
    record Step(Act act, int client, int bytes) {
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void nothingIsLostAndTheInterestFollowsWhatIsOwed(@ForAll("input") Input one,
            @ForAll("input") Input other,
            @ForAll("steps") List<Step> steps)
            throws IOException, ReflectiveOperationException {
        try (Core core = new Core()) {
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
                    case TURN -> turn(core, clients);
                }
            }
            clients.forEach(Client::readAllAndLeave);
            for (int i = 0; i < ENOUGH_TURNS && !core.connections.isEmpty(); i++) turn(core, clients);
            clients.forEach(Client::checkServed);
        }
    }

    private static void turn(Core core, List<Client> clients)
            throws IOException, ReflectiveOperationException {
        for (Client client : clients) client.socket.reads = 0;
        core.loop.run();
        for (Client client : clients) client.check();
    }

    @Provide
    Arbitrary<Input> input() {
        return Input.any();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Act> acts = Arbitraries.frequency(Tuple.of(8, Act.TURN), Tuple.of(5, Act.SEND),
                Tuple.of(4, Act.MAKE_ROOM), Tuple.of(2, Act.READ_TO_MARK), Tuple.of(1, Act.FALSE_ALARM),
                Tuple.of(1, Act.HALF_CLOSE), Tuple.of(1, Act.RESET));
        Arbitrary<Integer> clients = Arbitraries.integers().between(0, 1);
        Arbitrary<Integer> bytes = Arbitraries.integers().between(1, 200_000);
        return Combinators.combine(acts, clients, bytes).as(Step::new).list().ofMaxSize(60);
    }

    private static final class Client {
        final FakeSocket socket;
        private final Core core;
        private final Connection connection;
        private final SelectionKey key;
        private final PlainReverser plain;
        private final byte[] replies;

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

        /** The replies to what the server has read, less those that the socket took. */
        int owed() {
            int due = socket.endRead ? replies.length : plain.due(socket.read);
            return due - socket.taken.size();
        }

        /** What holds after each turn, whatever has happened before. */
        void check() throws ReflectiveOperationException {
            byte[] taken = socket.taken.toByteArray();
            int wrong = Arrays.mismatch(taken, 0, taken.length, replies, 0,
                    Math.min(replies.length, taken.length));
            assertEquals(-1, wrong, "the first wrong byte of the replies");

            int owed = owed();
            boolean open = !socket.resetSeen && !(socket.endRead && owed == 0);
            assertEquals(open, socket.isOpen(), "open");
            assertEquals(open, core.connections.contains(connection), "one of the core's connections");
            assertTrue(socket.reads <= 1, "reads in one turn: " + socket.reads);
            if (open) checkOwed(owed);
        }

        private void checkOwed(int owed) throws ReflectiveOperationException {
            assertEquals(owed, ((WriteQueue) field("owed")).size(), "bytes owed");
            assertTrue(owed < MARK + LineReverser.BUFFER_SIZE, "bytes owed: " + owed);
            int read = socket.endRead || owed >= MARK ? 0 : OP_READ;
            int write = owed == 0 ? 0 : OP_WRITE;
            assertEquals(read | write, key.interestOps(), "interest, with bytes owed: " + owed);
        }

        /** A client that read all and left was sent all, and has been let go; so has one that reset. */
        void checkServed() {
            assertTrue(!socket.isOpen(), "still open");
            if (!socket.reset) assertArrayEquals(replies, socket.taken.toByteArray(), "replies");
        }

        private Object field(String name) throws ReflectiveOperationException {
            Field field = Connection.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(connection);
        }
    }
}
