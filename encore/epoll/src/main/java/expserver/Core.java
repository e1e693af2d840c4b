package expserver;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One server: owns a loop, its listeners and its connections. */
final class Core implements Closeable {
    final Loop loop = new Loop();
    final Set<Connection> connections = ConcurrentHashMap.newKeySet(); // close() comes from another thread
    final ByteBuffer readBuffer = ByteBuffer.allocateDirect(LineReverser.BUFFER_SIZE);
    private final List<Listener> listeners = new ArrayList<>();
    private boolean closed;

    Core() throws IOException {
    }

    /** Starts to listen on {@code address}; throws an exception that names it if that fails. */
    synchronized Listener listen(InetSocketAddress address) throws IOException {
        if (closed) throw new IOException("the server is closed");

        Listener listener = new Listener(this, address);
        listeners.add(listener);
        return listener;
    }

    /** Serves on the calling thread until the core is closed. */
    synchronized void run() throws IOException {
        try {
            loop.run();
        } finally {
            close();
        }
    }

    /** Stops the loop, waits for the turn it is in, then closes everything: a number closed early may be reused. */
    @Override
    public void close() {
        try {
            loop.stop();
            closeAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void closeAll() throws IOException {
        if (closed) return;

        closed = true;
        loop.close();
        for (Listener listener : listeners) listener.close();
        for (Connection connection : connections) connection.close();
    }
}
