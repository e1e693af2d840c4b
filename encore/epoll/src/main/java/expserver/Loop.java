package expserver;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until any of its channels is ready and calls that channel's handler.
 *
 * <p>Edge-triggered, as epoll(7) has it: the kernel tells when bytes or room come, and not that some are left. So a
 * socket counts as ready from its edge until a call falls short, and as long as it is, the loop comes back to it,
 * turn by turn. In return the kernel is told of a socket once, whatever its handler asks for later.
 */
final class Loop {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final int CLOEXEC = 0x80000; // of both calls that take it here
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLLIN = 0x1;
    private static final int EPOLLPRI = 0x2;
    private static final int EPOLLOUT = 0x4;
    private static final int EPOLLERR = 0x8;
    private static final int EPOLLHUP = 0x10;
    private static final int EPOLLRDHUP = 0x2000;
    private static final int EPOLLET = 1 << 31;

    // struct epoll_event { uint32_t events; uint64_t data; }, without a gap on x86-64: <sys/epoll.h>
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
    private static final long DATA = PACKED ? 4 : 8; // bytes from the start of an event
    private static final long EVENT_SIZE = PACKED ? 12 : 16;
    private static final int MAX_EVENTS = 512; // of a turn; the rest come in the next

    private final int epoll;
    private final int wakeup;
    private final MemorySegment events = Arena.ofAuto().allocate(MAX_EVENTS * EVENT_SIZE, Long.BYTES);
    private final Queue<Key> ready = new ArrayDeque<>();
    private Key[] keys = new Key[64]; // by file descriptor
    private volatile boolean stopped;

    /** Off in a test alone, to show the trap: an edge comes once, and what one read leaves waits for ever. */
    boolean comesBack = true;

    Loop() throws IOException {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new IOException(
                    system + " has no epoll: this server needs Linux, stage 8 does not");
        }
        epoll = Libc.epoll_create1(CLOEXEC);
        wakeup = Libc.eventfd(CLOEXEC);
        register(wakeup, EPOLLIN);
    }

    /** Has {@code handler} called when {@code channel} is ready for {@code ops}; before or within {@link #run}. */
    Key attach(Socket channel, int ops, LoopHandler handler) throws IOException {
        Key key = new Key(channel, ops, handler);
        if (channel.fd >= keys.length) keys = Arrays.copyOf(keys, Math.max(2 * keys.length, channel.fd + 1));
        keys[channel.fd] = key;
        register(channel.fd, EPOLLIN | EPOLLPRI | EPOLLOUT | EPOLLRDHUP | EPOLLET); // once: interest is the key's affair
        return key;
    }

    private void register(int fd, int mask) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(EVENT_SIZE, Long.BYTES);
            event.set(JAVA_INT, 0, mask);
            event.set(JAVA_INT, DATA, fd);
            Libc.epoll_ctl(epoll, EPOLL_CTL_ADD, fd, event);
        }
    }

    /** Dispatches events on the calling thread until the loop is closed. */
    void run() throws IOException {
        while (!stopped) turn();
        log.debug("loop closed");
    }

    /** Waits until any channel is ready and dispatches the events of all that are. */
    private void turn() throws IOException {
        int n = Libc.epoll_wait(epoll, events, MAX_EVENTS, ready.isEmpty() ? -1 : 0);
        for (int i = 0; i < n; i++) {
            int fd = events.get(JAVA_INT, i * EVENT_SIZE + DATA);
            if (fd != wakeup) edge(keys[fd], events.get(JAVA_INT, i * EVENT_SIZE));
        }
        for (int left = ready.size(); left > 0; left--) next(ready.remove());
    }

    private void edge(Key key, int mask) {
        Socket channel = key.channel;
        if ((mask & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) channel.ready |= OP_READ;
        if ((mask & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0) channel.ready |= OP_WRITE;
        if ((mask & (EPOLLPRI | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) channel.readsToEagain = true;
        enqueue(key);
    }

    /** One read and one write for each in turn, so that a fast client does not starve the rest. */
    private void next(Key key) {
        key.queued = false;
        dispatch(key);
        if (!key.channel.isOpen()) keys[key.channel.fd] = null;
        else if (comesBack && key.isReady(OP_READ | OP_WRITE)) enqueue(key);
    }

    private void enqueue(Key key) {
        if (!key.queued) ready.add(key);
        key.queued = true;
    }

    private void dispatch(Key key) {
        LoopHandler handler = key.handler;
        try {
            if (key.isReady(OP_READ)) {
                log.debug("readable: {}", handler);
                handler.onReadable();
            }
            if (key.isReady(OP_WRITE)) {
                log.debug("writable: {}", handler);
                handler.onWritable();
            }
        } catch (IOException e) {
            handler.onClosed(e);
        } catch (RuntimeException e) {
            log.warn("a handler failed: {}", handler, e);
            handler.onClosed(e);
        }
    }

    /** Ends {@link #run} after the turn it is in; from any thread. */
    synchronized void stop() throws IOException {
        if (stopped) return;

        stopped = true;
        Libc.eventfd_write(wakeup, 1);
    }

    /** Gives its descriptors back; once, after {@link #run}. The channels stay open. */
    synchronized void close() throws IOException {
        Libc.close(wakeup);
        Libc.close(epoll);
    }
}
