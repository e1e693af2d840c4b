package expserver;

import static java.net.StandardSocketOptions.TCP_NODELAY;
import static java.nio.channels.SelectionKey.OP_READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: reads its lines and sends each back reversed. */
final class Connection implements LoopHandler {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final Core core;
    private final SocketChannel channel;
    private final String peer;
    private final LineReverser lines = new LineReverser();
    private SelectionKey key;

    Connection(Core core, SocketChannel channel) throws IOException {
        this.core = core;
        this.channel = channel;
        this.peer = channel.getRemoteAddress().toString().substring(1);
        channel.setOption(TCP_NODELAY, true); // a short reply does not wait for the last one's ACK: tcp(7)
        this.key = core.loop.attach(channel, OP_READ, this);
        core.connections.add(this);
        log.info("{} opened", peer);
    }

    /** Reads once, so that no client starves the rest, and answers the lines that are complete. */
    @Override
    public void onReadable() throws IOException {
        ByteBuffer buffer = lines.prepare(ByteBuffer.allocate(LineReverser.BUFFER_SIZE));
        boolean inputEnded = channel.read(buffer) == -1;
        send(inputEnded ? lines.reverseRest(buffer) : lines.reverse(buffer));
        if (inputEnded) close();
    }

    /** Sends the reply, however long the client takes to make room for it. */
    private void send(ByteBuffer reply) throws IOException {
        if (reply.hasRemaining()) key = BlockingSend.send(key, reply);
    }

    @Override
    public void onClosed(Exception cause) {
        if (channel.isOpen()) log.info("{} failed: {}", peer, cause.toString());
        close();
    }

    /** Closes the socket, at most once. */
    void close() {
        if (!core.connections.remove(this)) return;

        try {
            channel.close();
        } catch (IOException e) {
            log.warn("{} does not close: {}", peer, e.toString());
        }
        log.info("{} closed", peer);
    }

    @Override
    public String toString() {
        return peer;
    }
}
