package expserver.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Does nothing, and expects that nothing comes. */
final class IdleClient implements Handler {
    private final int number;
    private SocketChannel channel;

    IdleClient(int number) {
        this.number = number;
    }

    @Override
    public void onOpened(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
    }

    @Override
    public void onReady(SelectionKey key) throws IOException {
        int count = channel.read(ByteBuffer.allocate(1));
        throw new IOException(
                count < 0 ? "the server ended the connection" : "bytes came back, and none were sent");
    }

    @Override
    public String toString() {
        return "idle connection " + (number + 1);
    }
}
