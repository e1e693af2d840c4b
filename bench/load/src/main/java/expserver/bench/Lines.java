package expserver.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Random;

/**
 * Random lines of one length and the replies to them. A connection sends them in turn, and again from the
 * first after the last: where it is in this endless stream is an offset in bytes, as is that of its replies.
 */
final class Lines {
    /** The longest line that is answered in one piece. */
    static final int LONGEST = 100_000;

    /** So many bytes from any offset are in one piece in memory. */
    static final int MOST_AT_ONCE = 256 * 1024;

    private static final int SEED = 1;

    /** The length of a line, its newline included. */
    final int length;
    private final int size; // of all lines, after which the stream repeats
    private final ByteBuffer lines;
    private final ByteBuffer replies;

    Lines(int length) {
        this.length = length;
        int count = Math.max(16, Math.min(1024, 4 * 1024 * 1024 / length)); // of 64 bytes, one for each of 1,000 clients
        this.size = count * length;
        byte[] line = new byte[size];
        byte[] reply = new byte[size];
        new Random(SEED).nextBytes(line);
        for (int start = 0; start < size; start += length) terminate(line, reply, start, start + length - 1);
        this.lines = endless(line);
        this.replies = endless(reply);
    }

    /** Makes the random bytes a line, with no newline but its last byte, and writes the reply to it. */
    private static void terminate(byte[] line, byte[] reply, int start, int last) {
        for (int i = start; i < last; i++) {
            if (line[i] == '\n') line[i] = ' ';
            reply[start + last - 1 - i] = line[i];
        }
        line[last] = reply[last] = '\n';
    }

    private static ByteBuffer endless(byte[] ring) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(ring.length + MOST_AT_ONCE);
        while (bytes.hasRemaining()) bytes.put(ring, 0, Math.min(ring.length, bytes.remaining()));
        return bytes;
    }

    /** Sends what the channel takes of the stream from {@code from} to {@code to}; returns how many bytes. */
    int send(WritableByteChannel channel, long from, long to) throws IOException {
        return channel.write(piece(lines, from, (int) Math.min(to - from, MOST_AT_ONCE)));
    }

    /** Throws an exception that shows the first byte that differs from the replies at {@code from}. */
    void verify(ByteBuffer bytes, long from) throws IOException {
        int wrong = bytes.mismatch(piece(replies, from, bytes.remaining()));
        if (wrong < 0) return;

        throw new IOException("wrong reply: byte %d of %d is 0x%02x instead of 0x%02x".formatted(
                (from + wrong) % length + 1, length, bytes.get(wrong),
                replies.get(replies.position() + wrong)));
    }

    private ByteBuffer piece(ByteBuffer ring, long from, int length) {
        int start = (int) (from % size);
        return ring.limit(start + length).position(start);
    }
}
