package expserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LineReverserPropertyTest {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LineReverser.BUFFER_SIZE);

    /** The sizes of the reads are used over and over, each as far as there is room and input. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anyBytesCutAnywhereGetTheSameRepliesAndAtOnce(@ForAll("inputs") Input input,
            @ForAll("reads") List<Integer> reads) {
        byte[] bytes = input.bytes();
        PlainReverser plain = new PlainReverser(bytes);
        LineReverser lines = new LineReverser();
        ByteArrayOutputStream replies = new ByteArrayOutputStream();

        for (int at = 0, turn = 0, n; at < bytes.length; at += n, turn++) {
            ByteBuffer room = lines.prepare(buffer);
            n = Math.min(reads.get(turn % reads.size()), Math.min(room.remaining(), bytes.length - at));
            replies.writeBytes(bytes(lines.reverse(room.put(bytes, at, n))));
            assertEquals(plain.due(at + n), replies.size(), "bytes of replies that came at once");
        }
        replies.writeBytes(bytes(lines.reverseRest(buffer)));

        assertArrayEquals(plain.replies(), replies.toByteArray());
        assertFalse(lines.reverseRest(buffer).hasRemaining(), "the rest is answered twice");
    }

    @Provide
    Arbitrary<Input> inputs() {
        return Input.any();
    }

    @Provide
    Arbitrary<List<Integer>> reads() {
        return Arbitraries.integers().between(1, LineReverser.BUFFER_SIZE).list().ofMinSize(1).ofMaxSize(5);
    }

    private static byte[] bytes(ByteBuffer reply) {
        byte[] bytes = new byte[reply.remaining()];
        reply.get(bytes);
        return bytes;
    }
}
