package expserver.blocking;

import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** An echo server that waits for room in a full socket on a second selector: it waits, and costs nothing. */
final class TemporarySelectorSend {
    private TemporarySelectorSend() {
    }

    public static void main(String[] args) throws IOException {
        EchoServer.run(args, TemporarySelectorSend::send);
    }

    static void send(SocketChannel channel, ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) sendRest(channel, bytes);
    }

    private static void sendRest(SocketChannel channel, ByteBuffer bytes) throws IOException {
        try (Selector room = Selector.open()) {
            channel.register(room, OP_WRITE);
            while (bytes.hasRemaining()) {
                room.select(); // every other client waits here as well
                room.selectedKeys().clear();
                channel.write(bytes);
            }
        }
    }
}
