package expserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WriteQueuePropertyTest {
    /** Either adds a reply, or offers all that waits to a channel with room for {@code room} bytes. */
    record Step(byte[] reply, int room) {
        @Override
        public String toString() {
            return reply == null ? "write " + room : "add " + reply.length;
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void allBytesComeOutInOrderAndTheSizeIsTrueAtEachStep(@ForAll("steps") List<Step> steps)
            throws IOException {
        WriteQueue queue = new WriteQueue();
        FakeSocket socket = new FakeSocket(new byte[0]);
        ByteArrayOutputStream added = new ByteArrayOutputStream();

        for (Step step : steps) {
            if (step.reply != null) {
                add(queue, step.reply);
                added.writeBytes(step.reply);
            } else {
                socket.room = step.room;
                int before = socket.taken.size();
                queue.writeTo(socket);
                int most = Math.min(step.room, added.size() - before);
                assertEquals(most, socket.taken.size() - before, "bytes written");
            }
            int waiting = added.size() - socket.taken.size();
            assertEquals(waiting, queue.size(), "size()");
            assertEquals(waiting == 0, queue.isEmpty(), "isEmpty()");
        }
        socket.room = Integer.MAX_VALUE;
        queue.writeTo(socket);

        assertArrayEquals(added.toByteArray(), socket.taken.toByteArray());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<byte[]> few = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        Arbitrary<byte[]> many = Arbitraries.integers().between(1_000, 5_000)
                .map(size -> "0123456".repeat(size).substring(0, size).getBytes());
        Arbitrary<Step> adds = Arbitraries.oneOf(few, many).map(reply -> new Step(reply, 0));
        Arbitrary<Step> writes = Arbitraries
                .oneOf(Arbitraries.integers().between(0, 100), Arbitraries.integers().between(0, 10_000))
                .map(room -> new Step(null, room));
        return Arbitraries.oneOf(adds, writes).list().ofMaxSize(40);
    }

    /** Adds from a buffer that is used again at once, as a connection's is. */
    private static void add(WriteQueue queue, byte[] reply) {
        ByteBuffer buffer = ByteBuffer.wrap(reply.clone());
        queue.add(buffer);
        buffer.clear().put(new byte[reply.length]);
    }
}
