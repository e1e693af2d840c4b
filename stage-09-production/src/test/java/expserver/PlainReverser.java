package expserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client gets for {@code input}, told once more and as plainly as it can be, to compare a server with. */
final class PlainReverser {
    private static final Pattern LINE = Pattern.compile("([^\n]{0,99999})(\n)|([^\n]{1,100000})");

    private final ByteArrayOutputStream replies = new ByteArrayOutputStream();
    private final TreeSet<Integer> answered = new TreeSet<>();

    PlainReverser(byte[] input) {
        Matcher line = LINE.matcher(new String(input, ISO_8859_1));
        for (answered.add(0); line.find();) {
            boolean hasNewline = line.group(2) != null;
            String reply = new StringBuilder(line.group(hasNewline ? 1 : 3)).reverse()
                    + (hasNewline ? "\n" : "");
            replies.writeBytes(reply.getBytes(ISO_8859_1));
            if (hasNewline || reply.length() == 100_000) answered.add(line.end());
        }
    }

    /** The replies to the whole input; those to a part of it are their beginning. */
    byte[] replies() {
        return replies.toByteArray();
    }

    /** How many bytes of the replies are due when {@code received} bytes of the input have come, and it goes on. */
    int due(int received) {
        return answered.floor(received);
    }
}
