package expserver.bench;

import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Opens connections to one server, waits until any is ready, and calls its handler. */
final class Loop implements Closeable {
    static final int OPENING_AT_ONCE = 64;

    final ByteBuffer readBuffer = ByteBuffer.allocateDirect(Lines.MOST_AT_ONCE);
    private final Selector selector = Selector.open();
    private final Consumer<SelectionKey> dispatch = this::dispatch; // made once, not in each turn
    private final InetSocketAddress server;
    private final Patience patience;
    private int opening;

    Loop(InetSocketAddress server, Patience patience) throws IOException {
        this.server = server;
        this.patience = patience;
    }

    /** Opens a connection for each handler, and returns when all are open. */
    void openAll(List<? extends Handler> handlers) throws IOException {
        for (Handler handler : handlers) {
            awaitOpening(OPENING_AT_ONCE - 1);
            open(handler);
        }
        awaitOpening(0);
    }

    private void awaitOpening(int most) throws IOException {
        int before = opening;
        for (long since = System.nanoTime(); opening > most;) {
            turn(patience.time().toNanos());
            if (opening < before) since = System.nanoTime();
            before = opening;
            if (patience.isOver(since))
                throw new IOException("%s: no connection opens within %s".formatted(this, patience));
        }
    }

    /** Begins to open a connection; its handler is told when it is open, perhaps before this returns. */
    void open(Handler handler) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            boolean open = channel.connect(server) || channel.finishConnect(); // true on loopback
            SelectionKey key = channel.register(selector, open ? OP_READ : OP_CONNECT, handler);
            if (open) handler.onOpened(channel, key);
            else opening++;
        } catch (IOException e) {
            throw failure(handler, e);
        }
    }

    /**
     * Waits for events, {@code nanos} at most, and dispatches them. The selector's timer counts in
     * milliseconds and may be late: in the last 2 ms the selector is asked again and again.
     */
    void turn(long nanos) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos) - 1;
        try {
            if (millis > 0) selector.select(dispatch, millis);
            else selector.selectNow(dispatch);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void dispatch(SelectionKey key) {
        Handler handler = (Handler) key.attachment();
        try {
            if (key.isConnectable()) finishOpening(key, handler);
            else handler.onReady(key);
        } catch (IOException e) {
            throw new UncheckedIOException(failure(handler, e));
        }
    }

    private void finishOpening(SelectionKey key, Handler handler) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        channel.finishConnect();
        opening--;
        key.interestOps(OP_READ);
        handler.onOpened(channel, key);
    }

    private IOException failure(Handler handler, IOException e) {
        return new IOException("%s to %s: %s".formatted(handler, this, e.getMessage()), e);
    }

    /** Closes all connections. */
    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) key.channel().close();
        selector.close();
    }

    @Override
    public String toString() {
        return server.getAddress().getHostAddress() + ":" + server.getPort();
    }
}
