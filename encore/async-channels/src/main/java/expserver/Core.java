package expserver;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One server: owns a group, to which all its channels belong, and its connections. */
final class Core implements Closeable {
    /**
     * Of one thread, on which handlers run one after the other: a connection's state and the read buffer need no lock.
     * With two threads, a read and a write of one connection could be done at the same time.
     */
    final AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(1, Thread::new);

    final Set<Connection> connections = ConcurrentHashMap.newKeySet(); // close() comes from another thread
    final ByteBuffer readBuffer = ByteBuffer.allocateDirect(LineReverser.BUFFER_SIZE);

    Core() throws IOException {
    }

    /** Starts to listen on {@code address}; throws an exception that names it if that fails. */
    Listener listen(InetSocketAddress address) throws IOException {
        return new Listener(this, address);
    }

    /** Waits until the core is closed; the group's thread serves. */
    void run() throws IOException {
        try {
            group.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while the server runs");
        } finally {
            close();
        }
    }

    /** Closes the group, which closes all its channels, and lets the connections know. */
    @Override
    public synchronized void close() {
        try {
            group.shutdownNow();
            for (Connection connection : connections) connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
