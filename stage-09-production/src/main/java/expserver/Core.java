package expserver;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server: owns a loop, its listeners and its connections. */
final class Core implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Core.class);

    final Limits limits;
    final Counters counters = new Counters();
    final Loop loop = new Loop(counters);
    final Set<Connection> connections = ConcurrentHashMap.newKeySet(); // close() comes from another thread
    final ByteBuffer readBuffer = ByteBuffer.allocateDirect(LineReverser.BUFFER_SIZE);
    private final List<Listener> listeners = new ArrayList<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean saidFull;
    boolean draining;

    Core() throws IOException {
        this(Limits.DEFAULT);
    }

    Core(Limits limits) throws IOException {
        this.limits = limits;
        // without descriptors no class is read from its file, and JDK 17's first close, which opens two, ends the JVM
        List.of(Connection.class, LineReverser.class, WriteQueue.class);
        SocketChannel.open().close();
    }

    /** Starts to listen on {@code address}; throws an exception that names it if that fails. */
    Listener listen(InetSocketAddress address) throws IOException {
        Listener listener = new Listener(this, address);
        listeners.add(listener);
        return listener;
    }

    /** Serves on the calling thread until the core is closed or drained. */
    synchronized void run() throws IOException {
        try {
            loop.run();
        } finally {
            close();
        }
    }

    /** Takes a connection in. */
    void add(Connection connection) {
        connections.add(connection);
        counters.accepted++;
        update();
    }

    /** Lets a connection go; false if it has gone before. */
    boolean remove(Connection connection) {
        boolean removed = connections.remove(connection);
        if (removed) update();
        return removed;
    }

    boolean isFull() {
        return connections.size() >= limits.connections();
    }

    private void update() {
        counters.open = connections.size();
        if (isFull() && !saidFull) log.warn("{} connections, the most allowed: others wait", counters.open);
        saidFull |= isFull();
        listeners.forEach(Listener::updateInterest);
        if (draining && connections.isEmpty()) loop.end();
    }

    /** Has all connections end in an orderly way and then the loop; from another thread, which waits for that. */
    void drain() {
        loop.execute(this::startDrain);
        closed.completeOnTimeout(null, limits.drain().toSeconds() + 3, TimeUnit.SECONDS).join();
    }

    void startDrain() {
        log.info("ends {} connections within {} s", connections.size(), limits.drain().toSeconds());
        draining = true;
        listeners.forEach(Listener::close);
        connections.forEach(loop::fire); // each is at its deadline
        update();
    }

    /** Ends the loop, then closes it and the sockets: a registered listener keeps its port until the next selection. */
    @Override
    public void close() {
        loop.end();
        synchronized (this) { // run() holds the lock: what belongs to the loop's thread has no other user then
            try {
                loop.close();
                for (Listener listener : listeners) listener.close();
                for (Connection connection : connections) connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                closed.complete(null); // also when that failed: drain() waits for it
            }
        }
    }
}
