package expserver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a connection still owes its client, oldest first. */
final class WriteQueue {
    /** A buffer has room for this many bytes at least, for tiny replies would cost more than they hold. */
    private static final int CHUNK = 4096;

    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private long size;

    /** Keeps a copy of what remains in {@code reply}, whose buffer the next read overwrites. */
    void add(ByteBuffer reply) {
        size += reply.remaining();
        ByteBuffer last = waiting.peekLast();
        if (last != null) append(last, reply);
        if (!reply.hasRemaining()) return;

        waiting.add(ByteBuffer.allocate(Math.max(CHUNK, reply.remaining())).put(reply).flip());
    }

    /** Moves what there is room for behind the bytes that wait in {@code last}. */
    private static void append(ByteBuffer last, ByteBuffer reply) {
        int end = last.limit();
        int n = Math.min(reply.remaining(), last.capacity() - end);
        last.limit(end + n).put(end, reply, reply.position(), n);
        reply.position(reply.position() + n);
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
