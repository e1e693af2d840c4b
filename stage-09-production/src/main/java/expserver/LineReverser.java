package expserver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Cuts a connection's bytes into lines, reverses them in place, and keeps the line that is not complete. */
final class LineReverser {
    /** The most bytes that are reversed together: a longer line is answered in pieces of this size. */
    static final int MAX_LINE = 100_000;

    /** A read buffer of this many bytes leaves room for a read behind the longest unfinished line. */
    static final int BUFFER_SIZE = 128 * 1024;

    private byte[] unfinished = new byte[0];
    private int length; // of the unfinished line, always less than MAX_LINE

    /** Sets {@code buffer} up for a read that leaves room in front for the unfinished line. */
    ByteBuffer prepare(ByteBuffer buffer) {
        return buffer.order(ByteOrder.LITTLE_ENDIAN).clear().position(length); // the first byte is the lowest
    }

    /** Turns what was read into {@code buffer} since {@link #prepare} into the replies that it completes. */
    ByteBuffer reverse(ByteBuffer buffer) {
        int end = buffer.position();
        int start = 0;
        for (int cut = cut(buffer, 0, length, end); cut >= 0; cut = cut(buffer, start, start, end)) {
            if (start == 0) buffer.put(0, unfinished, 0, length);
            reverse(buffer, start, buffer.get(cut - 1) == '\n' ? cut - 1 : cut);
            start = cut;
        }
        keep(buffer, start, end);
        return buffer.limit(start).position(0);
    }

    /** Returns the reply to the unfinished line, for a client that sends no more. */
    ByteBuffer reverseRest(ByteBuffer buffer) {
        buffer.clear().put(unfinished, 0, length).flip();
        reverse(buffer, 0, length);
        length = 0;
        return buffer;
    }

    /** Where the line from {@code start} ends, -1 if its end has not come; searched from {@code from}, eight bytes at a time. */
    private static int cut(ByteBuffer bytes, int start, int from, int end) {
        int longest = Math.min(end, start + MAX_LINE);
        for (; from <= longest - Long.BYTES; from += Long.BYTES) { // "haszero" of the Bit Twiddling Hacks
            long zeros = bytes.getLong(from) ^ 0x0A0A0A0A0A0A0A0AL; // a newline becomes a zero byte
            long newlines = zeros - 0x0101010101010101L & ~zeros & 0x8080808080808080L; // its lowest bit is in the first
            if (newlines != 0) return from + Long.numberOfTrailingZeros(newlines) / 8 + 1;
        }
        for (; from < longest; from++) if (bytes.get(from) == '\n') return from + 1;
        return longest - start == MAX_LINE ? longest : -1;
    }

    private void keep(ByteBuffer bytes, int start, int end) {
        int from = start == 0 ? length : start; // nothing was cut: the kept bytes stay, the new ones follow
        int kept = end - start;
        if (start > 0 && unfinished.length > 8 * 1024) unfinished = new byte[0]; // of a long line
        if (kept > unfinished.length) {
            unfinished = Arrays.copyOf(unfinished, Math.min(MAX_LINE, Math.max(kept, 2 * unfinished.length)));
        }
        bytes.get(from, unfinished, kept - (end - from), end - from);
        length = kept;
    }

    /** Swaps eight bytes with eight from both ends, and the rest in the middle one by one. */
    private static void reverse(ByteBuffer bytes, int from, int to) {
        int i = 0, half = (to - from) / 2;
        for (int last = to - Long.BYTES; i <= half - Long.BYTES; i += Long.BYTES) {
            long head = bytes.getLong(from + i), tail = bytes.getLong(last - i);
            bytes.putLong(from + i, Long.reverseBytes(tail)).putLong(last - i, Long.reverseBytes(head));
        }
        for (int last = to - 1; i < half; i++) {
            byte head = bytes.get(from + i);
            bytes.put(from + i, bytes.get(last - i)).put(last - i, head);
        }
    }
}
