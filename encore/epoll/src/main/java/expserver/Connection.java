package expserver;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: reads its lines and sends each back reversed. */
final class Connection implements LoopHandler {
    /** With this many bytes owed, a client is not read from until it takes some. */
    static final int HIGH_WATER_MARK = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final Core core;
    private final Socket channel;
    private final String peer;
    private final Key key;
    private final LineReverser lines = new LineReverser();
    private final WriteQueue owed = new WriteQueue();
    private boolean inputEnded;

    Connection(Core core, Socket channel) throws IOException {
        this.core = core;
        this.channel = channel;
        this.peer = channel.address().toString().substring(1);
        channel.setTcpNoDelay(true); // a short reply does not wait for the last one's ACK: tcp(7)
        this.key = core.loop.attach(channel, OP_READ, this);
        core.connections.add(this);
        log.info("{} opened", peer);
    }

    /** Reads once, so that no client starves the rest, and answers the lines that are complete. */
    @Override
    public void onReadable() throws IOException {
        ByteBuffer buffer = lines.prepare(core.readBuffer);
        inputEnded = channel.read(buffer) == -1;
        send(inputEnded ? lines.reverseRest(buffer) : lines.reverse(buffer));
    }

    @Override
    public void onWritable() throws IOException {
        owed.writeTo(channel);
        next();
    }

    /** Offers the reply to the socket at once; what it does not take waits for the write event. */
    private void send(ByteBuffer reply) throws IOException {
        if (owed.isEmpty()) channel.write(reply);
        owed.add(reply);
        next();
    }

    private void next() {
        if (inputEnded && owed.isEmpty()) close();
        else updateInterest();
    }

    /** Asks for the events this connection can use now, and no others. */
    private void updateInterest() {
        int ops = 0;
        if (!inputEnded && owed.size() < HIGH_WATER_MARK) ops |= OP_READ;
        if (!owed.isEmpty()) ops |= OP_WRITE; // an idle socket is always writable: asking then would spin
        key.interestOps(ops);
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
