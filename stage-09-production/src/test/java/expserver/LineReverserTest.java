package expserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReverserTest {
    private final LineReverser lines = new LineReverser();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LineReverser.BUFFER_SIZE);
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream();

    /** Lines of up to {@code longest} bytes, read in pieces of any size, give what a plain reverser gives. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40, 5_000, 99_998, 250_000})
    void repliesDoNotDependOnWhereTheInputIsCut(int longest) {
        Random random = new Random(longest);
        byte[] input = new byte[4 * longest + 40];
        random.nextBytes(input);
        for (int i = 0; i < input.length; i++) if (input[i] == '\n') input[i] = 'x';
        for (int i = random.nextInt(longest); i < input.length; i += 1 + random.nextInt(longest))
            input[i] = '\n';

        for (int at = 0, n; at < input.length; at += n) {
            ByteBuffer room = lines.prepare(buffer);
            n = Math.min(1 + random.nextInt(2 * longest), Math.min(room.remaining(), input.length - at));
            take(lines.reverse(room.put(input, at, n)));
        }
        take(lines.reverseRest(buffer));

        assertArrayEquals(plainlyReversed(input), replies.toByteArray());
    }

    private void take(ByteBuffer reply) {
        byte[] bytes = new byte[reply.remaining()];
        reply.get(bytes);
        replies.writeBytes(bytes);
    }

    private static byte[] plainlyReversed(byte[] input) {
        byte[] replies = input.clone();
        for (int start = 0, end; start < input.length; start = end) {
            end = start;
            while (end < input.length && end - start < LineReverser.MAX_LINE) if (input[end++] == '\n') break;
            int last = input[end - 1] == '\n' ? end - 2 : end - 1;
            for (int i = start; i <= last; i++) replies[i] = input[last - (i - start)];
        }
        return replies;
    }
}
