package expserver.bench.netty;

import io.netty.buffer.ByteBuf;

/** Finds lines in a buffer, and reverses them there. */
final class Lines {
    /** The most bytes that are reversed together: a longer line is answered in pieces of this size. */
    static final int MAX_LINE = 100_000;

    private Lines() {
    }

    /** Where the line that begins {@code length} bytes before {@code from} ends; -1 if its end has not come. */
    static int cut(ByteBuf bytes, int from, int length) {
        int longest = Math.min(bytes.writerIndex(), from + MAX_LINE - length);
        int newline = bytes.indexOf(from, longest, (byte) '\n');
        if (newline >= 0) return newline + 1;
        return longest - from + length == MAX_LINE ? longest : -1;
    }

    /** Reverses the line from {@code start} to {@code cut}; its newline, if it has one, stays last. */
    static void reverse(ByteBuf bytes, int start, int cut) {
        int from = start;
        int to = bytes.getByte(cut - 1) == '\n' ? cut - 1 : cut;
        for (; to - from >= 2 * Long.BYTES; from += Long.BYTES) {
            to -= Long.BYTES;
            long head = bytes.getLong(from);
            bytes.setLongLE(from, bytes.getLong(to)); // other byte order: reversed
            bytes.setLongLE(to, head);
        }
        for (to--; from < to; from++, to--) {
            byte head = bytes.getByte(from);
            bytes.setByte(from, bytes.getByte(to));
            bytes.setByte(to, head);
        }
    }
}
