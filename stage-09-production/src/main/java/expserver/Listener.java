package expserver;

import static java.nio.channels.SelectionKey.OP_ACCEPT;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket: accepts clients and makes a connection of each. */
final class Listener implements LoopHandler {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Core core;
    private final ServerSocketChannel channel;
    private final SelectionKey key;
    private final Timers.Timer pause;
    private long failed = -QUIET.toNanos(); // when accepting did last, in the loop's time

    Listener(Core core, InetSocketAddress address) throws IOException {
        this.core = core;
        this.channel = ServerSocketChannel.open();
        try {
            channel.bind(address, BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on %s:%d: %s".formatted(address.getHostString(),
                    address.getPort(), e.getMessage()), e);
        }
        this.pause = core.loop.timers.new Timer(this);
        this.key = core.loop.attach(channel, OP_ACCEPT, this);
        log.info("listening on {}", this);
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    public void onReadable() throws IOException {
        SocketChannel client = channel.accept();
        try {
            if (client != null) new Connection(core, client);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Leaves the clients in the backlog for a while: they wait there still, and asking at once would spin. */
    @Override
    public void onClosed(Exception cause) {
        if (core.loop.now >= failed + QUIET.toNanos()) // the log hears of it once, not once a pause
            log.warn("{} cannot accept: {}; it tries again every {} ms: end programs or raise ulimit -n",
                    this, cause.toString(), PAUSE.toMillis());
        failed = core.loop.now;
        pause.set(failed + PAUSE.toNanos());
        updateInterest();
    }

    @Override
    public void onTimer() {
        updateInterest();
    }

    /** Asks for clients if the core has room for them and no pause is on. */
    void updateInterest() {
        boolean pausing = core.loop.now < failed + PAUSE.toNanos();
        if (key.isValid()) key.interestOps(pausing || core.isFull() ? 0 : OP_ACCEPT);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.warn("{} does not close: {}", this, e.toString());
        }
    }

    @Override
    public String toString() {
        return channel.socket().getLocalSocketAddress().toString().substring(1);
    }
}
