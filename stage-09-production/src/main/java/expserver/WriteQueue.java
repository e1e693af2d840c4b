package expserver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
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

    /** Hands the channel what it takes right now and keeps the rest. */
    void writeTo(GatheringByteChannel channel) throws IOException {
        size -= channel.write(waiting.toArray(ByteBuffer[]::new));
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
