package expserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import org.junit.jupiter.api.Test;

class WriteQueueTest {
    private final WriteQueue queue = new WriteQueue();

    @Test
    void whatTheChannelDoesNotTakeStaysInOrder() throws IOException {
        SmallChannel channel = new SmallChannel(4);
        for (String reply : new String[]{"one\n", "", "three\n", "four\n"}) queue.add(bytes(reply));
        for (int left = 15; left > 0; left -= 4) {
            assertEquals(left, queue.size());
            queue.writeTo(channel);
        }
        assertTrue(queue.isEmpty());
        assertArrayEquals("one\nthree\nfour\n".getBytes(), channel.taken.toByteArray());
    }

    @Test
    void aFullChannelLosesNothing() throws IOException {
        queue.add(bytes("reply\n"));
        queue.writeTo(new SmallChannel(0));
        assertEquals(6, queue.size());
    }

    @Test
    void aReplyIsCopiedBecauseItsBufferIsUsedAgain() throws IOException {
        ByteBuffer buffer = bytes("reply\n");
        queue.add(buffer);
        buffer.clear().put("other\n".getBytes());

        SmallChannel channel = new SmallChannel(100);
        queue.writeTo(channel);
        assertArrayEquals("reply\n".getBytes(), channel.taken.toByteArray());
    }

    @Test
    void manyTinyRepliesTakeFewBuffersAndStayInOrder() throws IOException {
        SmallChannel channel = new SmallChannel(10_000);
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        for (int i = 0; i < 65_536; i++) {
            byte[] reply = {(byte) i, (byte) (i >> 8)};
            replies.writeBytes(reply);
            queue.add(ByteBuffer.wrap(reply));
            if (i % 30_000 == 9_999) queue.writeTo(channel); // a part of the first buffers
        }
        queue.writeTo(channel);
        assertTrue(channel.mostBuffers < 50, "buffers in a write: " + channel.mostBuffers);
        while (!queue.isEmpty()) queue.writeTo(channel);
        assertEquals(0, queue.size());
        assertArrayEquals(replies.toByteArray(), channel.taken.toByteArray());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes());
    }

    /** Takes at most {@code room} bytes a write. */
    private static final class SmallChannel implements GatheringByteChannel {
        final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int room;
        private int mostBuffers;

        SmallChannel(int room) {
            this.room = room;
        }

        @Override
        public long write(ByteBuffer[] buffers, int offset, int length) {
            int left = room;
            mostBuffers = Math.max(mostBuffers, length);
            for (int i = offset; i < offset + length; i++) {
                for (; left > 0 && buffers[i].hasRemaining(); left--) taken.write(buffers[i].get());
            }
            return room - left;
        }

        @Override
        public long write(ByteBuffer[] buffers) {
            return write(buffers, 0, buffers.length);
        }

        @Override
        public int write(ByteBuffer buffer) {
            return (int) write(new ByteBuffer[]{buffer});
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
        }
    }
}
