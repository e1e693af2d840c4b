package expserver.blocking;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The smallest server with a loop: sends back what it receives, in the way that it is told. */
final class EchoServer {
    /** A way to send. */
    interface Sender {
        /** Sends all of {@code bytes} to a channel that is in non-blocking mode. */
        void send(SocketChannel channel, ByteBuffer bytes) throws IOException;
    }

    private final Sender sender;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    private EchoServer(int port, Sender sender) throws IOException {
        this.sender = sender;
        listener.bind(new InetSocketAddress("127.0.0.1", port)).configureBlocking(false);
        listener.register(selector, OP_ACCEPT);
        System.out.println("listening on 127.0.0.1:" + listener.socket().getLocalPort());
    }

    /** Serves on the port that {@code args} name, for ever. */
    static void run(String[] args, Sender sender) throws IOException {
        EchoServer server = new EchoServer(Integer.parseInt(args[0]), sender);
        while (true) server.turn();
    }

    private void turn() throws IOException {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isAcceptable()) accept();
            else echo((SocketChannel) key.channel());
        }
        selector.selectedKeys().clear();
    }

    private void accept() throws IOException {
        SocketChannel client = listener.accept();
        if (client != null) client.configureBlocking(false).register(selector, OP_READ);
    }

    private void echo(SocketChannel client) throws IOException {
        try {
            if (client.read(buffer.clear()) == -1) client.close();
            else sender.send(client, buffer.flip());
        } catch (IOException gone) {
            client.close();
        }
    }
}
