package expserver;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a connection still owes its client, oldest first. */
final class WriteQueue {
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private long size;

    /** Keeps a copy of what remains in {@code reply}, whose buffer the next read overwrites. */
    void add(ByteBuffer reply) {
        if (!reply.hasRemaining()) return;

        size += reply.remaining();
        waiting.add(ByteBuffer.allocate(reply.remaining()).put(reply).flip());
    }

    /** What waits, for a write that tells {@link #written} when it is done. */
    ByteBuffer[] buffers() {
        return waiting.toArray(ByteBuffer[]::new);
    }

    /** Lets go of the {@code count} bytes that a write has taken. */
    void written(long count) {
        size -= count;
        while (!waiting.isEmpty() && !waiting.peek().hasRemaining()) waiting.remove();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** How many bytes wait. */
    long size() {
        return size;
    }
}
