package expserver;

import static java.net.StandardSocketOptions.TCP_NODELAY;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: reads its lines and sends each back reversed. */
final class Connection implements LoopHandler {
    /** With this many bytes owed, a client is not read from until it takes some. */
    static final int HIGH_WATER_MARK = 64 * 1024;

    /** With its output ended, a connection waits for the client's end until nothing has come for this long. */
    static final Duration LINGER = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final Core core;
    private final SocketChannel channel;
    private final String peer;
    private final SelectionKey key;
    private final LineReverser lines = new LineReverser();
    private final WriteQueue owed = new WriteQueue();
    private final Timers.Timer timer;
    private long lastMoved; // when a byte was received or sent, in the loop's time
    private long closeBy; // once the connection is ending
    private boolean ending; // what still comes is not answered
    private boolean inputEnded;
    private boolean outputEnded;

    Connection(Core core, SocketChannel channel) throws IOException {
        this.core = core;
        this.channel = channel;
        this.peer = channel.getRemoteAddress().toString().substring(1);
        channel.setOption(TCP_NODELAY, true); // a short reply does not wait for the last one's ACK: tcp(7)
        this.key = core.loop.attach(channel, OP_READ, this);
        this.timer = core.loop.timers.new Timer(this);
        core.add(this);
        lastMoved = core.loop.now;
        if (!core.limits.idle().isZero()) timer.set(deadline());
        log.info("{} opened", peer);
    }

    /** Reads once, so that no client starves the rest, and answers the lines that are complete. */
    @Override
    public void onReadable() throws IOException {
        ByteBuffer buffer = lines.prepare(core.readBuffer);
        int n = channel.read(buffer);
        inputEnded = n == -1;
        if (!inputEnded) core.counters.received += moved(n);
        if (ending) next();
        else send(inputEnded ? lines.reverseRest(buffer) : lines.reverse(buffer));
    }

    @Override
    public void onWritable() throws IOException {
        long before = owed.size();
        owed.writeTo(channel);
        core.counters.sent += moved(before - owed.size());
        next();
    }

    /** Offers the reply to the socket at once; what it does not take waits for the write event. */
    private void send(ByteBuffer reply) throws IOException {
        if (owed.isEmpty()) core.counters.sent += moved(channel.write(reply));
        owed.add(reply);
        next();
    }

    private long moved(long bytes) {
        if (bytes > 0) lastMoved = core.loop.now;
        return bytes;
    }

    private void next() throws IOException {
        if (ending && owed.isEmpty() && !outputEnded) endOutput();
        if (inputEnded && owed.isEmpty()) close();
        else updateInterest();
    }

    /** Waits on if bytes have moved since the timer was set; else ends the connection, or closes it if that has begun. */
    @Override
    public void onTimer() throws IOException {
        if (deadline() > core.loop.now) timer.set(deadline());
        else if (ending) close();
        else end();
    }

    /** Until when the connection may stay as it is if no more bytes move. */
    private long deadline() {
        if (!ending) return core.draining ? core.loop.now : lastMoved + core.limits.idle().toNanos();
        return outputEnded ? Math.min(closeBy, lastMoved + LINGER.toNanos()) : closeBy;
    }

    /** Answers no more, sends what is owed and ends the output; closes when the client ends too, or by a deadline. */
    private void end() throws IOException {
        log.info("{} ends", peer);
        ending = true;
        closeBy = core.loop.now + core.limits.drain().toNanos();
        timer.set(closeBy);
        next();
    }

    /** Tells the client that no more comes. To close with input unread would be a reset, which may tear a reply. */
    private void endOutput() throws IOException {
        outputEnded = true;
        channel.shutdownOutput();
        lastMoved = core.loop.now;
        timer.set(deadline());
    }

    /** Asks for the events this connection can use now, and no others. */
    private void updateInterest() {
        int ops = 0;
        if (!inputEnded && (ending || owed.size() < HIGH_WATER_MARK)) ops |= OP_READ;
        if (!owed.isEmpty()) ops |= OP_WRITE; // an idle socket is always writable: asking then would spin
        if (ops != key.interestOps()) key.interestOps(ops);
    }

    @Override
    public void onClosed(Exception cause) {
        if (channel.isOpen()) log.info("{} failed: {}", peer, cause.toString());
        close();
    }

    /** Closes the socket, at most once. */
    void close() {
        if (!core.remove(this)) return;

        timer.cancel();
        if (ending && !owed.isEmpty()) log.warn("{} has not taken the {} bytes owed", peer, owed.size());
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
