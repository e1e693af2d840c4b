package expserver.pitfalls;

import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_SNDBUF;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Two ends of one connection: the server's does not block, the client's does; little fits between them. */
record Peers(SocketChannel server, SocketChannel client) implements Closeable {
    private static final int SMALL = 4096; // bytes; the kernel rounds it up

    static Peers connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(anyPort())) {
            SocketChannel client = SocketChannel.open().setOption(SO_RCVBUF, SMALL);
            client.connect(listener.getLocalAddress());
            SocketChannel server = listener.accept().setOption(SO_SNDBUF, SMALL);
            server.configureBlocking(false);
            return new Peers(server, client);
        }
    }

    /** A free port that only this machine reaches. */
    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public void close() throws IOException {
        server.close();
        client.close();
    }
}
