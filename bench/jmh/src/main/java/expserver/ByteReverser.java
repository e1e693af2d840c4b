package expserver;

import java.nio.ByteBuffer;

/** Does what LineReverser does, byte by byte: to the line, and from its end to the replies. */
final class ByteReverser {
    private final byte[] line = new byte[LineReverser.MAX_LINE];
    private final ByteBuffer replies = ByteBuffer.allocateDirect(2 * LineReverser.BUFFER_SIZE);
    private int length;

    ByteBuffer reverse(ByteBuffer input) {
        replies.clear();
        while (input.hasRemaining()) {
            byte next = input.get();
            if (next != '\n') line[length++] = next;
            if (next == '\n' || length == LineReverser.MAX_LINE) {
                while (length > 0) replies.put(line[--length]);
                if (next == '\n') replies.put(next);
            }
        }
        return replies.flip();
    }
}
