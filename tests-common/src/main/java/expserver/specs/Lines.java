package expserver.specs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** The lines that clients send, and what they are owed for them. */
final class Lines {
    private static final int SHOWN = 60;

    private Lines() {
    }

    /** A line of 1 to 200 printable characters. */
    static byte[] random(Random random) {
        byte[] line = new byte[1 + random.nextInt(200) + 1];
        for (int i = 0; i < line.length - 1; i++) line[i] = (byte) (' ' + random.nextInt('~' - ' ' + 1));
        line[line.length - 1] = '\n';
        return line;
    }

    /** The reply to {@code line}: its bytes in reverse order, a newline kept last. */
    static byte[] reversed(byte[] line) {
        byte[] reply = line.clone();
        int length = line.length > 0 && line[line.length - 1] == '\n' ? line.length - 1 : line.length;
        for (int i = 0; i < length; i++) reply[i] = line[length - 1 - i];
        return reply;
    }

    /** 64 lines of 1 KiB, no two alike. */
    static byte[] flood() {
        return "%01023d\n".repeat(64).formatted(IntStream.range(0, 64).boxed().toArray()).getBytes();
    }

    /** The replies to {@link #flood}. */
    static byte[] floodReplies() {
        byte[] replies = flood();
        for (int line = 0; line < replies.length; line += 1024) {
            byte[] reply = reversed(Arrays.copyOfRange(replies, line, line + 1024));
            System.arraycopy(reply, 0, replies, line, reply.length);
        }
        return replies;
    }

    /** Some bytes as a reader can tell them: quoted, escaped, and cut if they are many. */
    static String show(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : new String(bytes, 0, Math.min(SHOWN, bytes.length), ISO_8859_1).toCharArray()) {
            if (c == '\n') text.append("\\n");
            else if (c == '"' || c == '\\') text.append('\\').append(c);
            else if (c < ' ' || c > '~') text.append("\\x%02x".formatted((int) c));
            else text.append(c);
        }
        text.append(bytes.length > SHOWN ? "\"..." : "\"");
        return text + " (" + bytes.length + (bytes.length == 1 ? " byte)" : " bytes)");
    }
}
