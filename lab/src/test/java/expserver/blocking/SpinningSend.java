package expserver.blocking;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** An echo server that offers bytes to a full socket again and again: it waits, and burns a core. */
final class SpinningSend {
    private SpinningSend() {
    }

    public static void main(String[] args) throws IOException {
        EchoServer.run(args, SpinningSend::send);
    }

    static void send(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) channel.write(bytes); // 0 while the socket is full
    }
}
