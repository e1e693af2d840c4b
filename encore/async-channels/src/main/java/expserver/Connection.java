package expserver;

import static java.net.StandardSocketOptions.TCP_NODELAY;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: reads its lines and sends each back reversed. */
final class Connection {
    /** With this many bytes owed, a client is not read from until it takes some. */
    static final int HIGH_WATER_MARK = 64 * 1024;

    /** The most bytes of one read. Few, for an idle connection holds them too: a read of it is under way. */
    private static final int READ_SIZE = 4 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final Completion<Void, Connection> OPENED = new Completion<>("opened",
            Connection::onOpened, Connection::onClosed);
    private static final Completion<Integer, Connection> READ = new Completion<>("read", Connection::onRead,
            Connection::onClosed);
    private static final Completion<Long, Connection> WRITTEN = new Completion<>("written",
            Connection::onWritten, Connection::onClosed);

    private final Core core;
    private final AsynchronousSocketChannel channel;
    private final String peer;
    private final ByteBuffer input = ByteBuffer.allocate(READ_SIZE); // the read's own until it is done
    private final LineReverser lines = new LineReverser();
    private final WriteQueue owed = new WriteQueue();
    private boolean reading; // a second read would throw ReadPendingException
    private boolean writing; // a second write would throw WritePendingException
    private boolean inputEnded;
    private boolean starting; // start() is on the stack

    Connection(Core core, AsynchronousSocketChannel channel) throws IOException {
        this.core = core;
        this.channel = channel;
        this.peer = channel.getRemoteAddress().toString().substring(1);
        core.connections.add(this);
        log.info("{} opened", peer);
        OPENED.completed(null, this); // an exception in it closes this connection, as in every handler
    }

    private void onOpened(Void none) throws IOException {
        channel.setOption(TCP_NODELAY, true); // a short reply does not wait for the last one's ACK: tcp(7)
        next();
    }

    /** Answers the lines that are complete with the bytes that have come. */
    private void onRead(int count) {
        reading = false;
        inputEnded = count == -1;
        ByteBuffer buffer = lines.prepare(core.readBuffer);
        send(inputEnded ? lines.reverseRest(buffer) : lines.reverse(buffer.put(input.flip())));
    }

    private void onWritten(long count) {
        writing = false;
        owed.written(count);
        next();
    }

    /** Keeps the reply until a write has taken it. */
    private void send(ByteBuffer reply) {
        owed.add(reply);
        next();
    }

    /** Goes on, or leaves that to {@link #start}, if it is what has called the handler. */
    private void next() {
        if (!starting) start();
        if (inputEnded && owed.isEmpty()) close();
    }

    /**
     * Starts what this connection can do, until all of it is under way. The JDK may call the handler of what is done at
     * once before {@link #read} or {@link #write} returns. That handler starts nothing itself, or the stack would grow
     * with every operation. OpenJDK makes 16 such calls, then serves others (sun.nio.ch.maxCompletionHandlersOnStack).
     */
    private void start() {
        starting = true;
        while (channel.isOpen()) {
            if (!writing && !owed.isEmpty()) write();
            else if (!reading && !inputEnded && owed.size() < HIGH_WATER_MARK) read();
            else break;
        }
        starting = false;
    }

    private void read() {
        reading = true;
        channel.read(input.clear(), this, READ);
    }

    private void write() {
        writing = true;
        ByteBuffer[] replies = owed.buffers();
        channel.write(replies, 0, replies.length, 0, TimeUnit.SECONDS, this, WRITTEN); // 0: no time-out
    }

    private void onClosed(Throwable cause) {
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
