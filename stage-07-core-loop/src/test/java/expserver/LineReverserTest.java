package expserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
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

    /** What every client has once sent would be too much for a heap, if it were kept. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\nx"})
    void aLongLineThatIsCompleteLeavesLittleInMemory(String end) throws ReflectiveOperationException {
        Field unfinished = LineReverser.class.getDeclaredField("unfinished");
        unfinished.setAccessible(true);
        for (String piece : new String[]{"x".repeat(LineReverser.MAX_LINE - 1), end})
            feed(piece.getBytes(), 0, piece.length());
        int left = ((byte[]) unfinished.get(lines)).length;
        assertTrue(left <= 8 * 1024, "bytes left: " + left);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 4096})
    void linesOfUpTo4KibTakeNoMemoryWhereverTheyAreCut(int length) {
        byte[] input = ("x".repeat(length - 1) + "\n").repeat(8).getBytes();
        feed(input, 0, length - 1); // the most that such a line leaves
        feed(input, length - 1, length);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            int cut = i * input.length / 1000;
            feed(input, 0, cut);
            feed(input, cut, input.length);
        }
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < 8_000, "bytes taken by 8,000 lines: " + taken);
    }

    private void feed(byte[] input, int from, int to) {
        lines.reverse(lines.prepare(buffer).put(input, from, to - from));
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
