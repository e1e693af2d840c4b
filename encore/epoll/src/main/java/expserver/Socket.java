package expserver;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.GatheringByteChannel;

/** A non-blocking socket, which keeps what epoll said of it until it is no longer true. */
final class Socket implements ByteChannel, GatheringByteChannel {
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int MSG_NOSIGNAL = 0x4000;

    final int fd;

    /** Of {@code OP_READ} and {@code OP_WRITE}: an edge adds, a call that falls short removes. */
    int ready;

    /** A short read says nothing: behind it is an end of input, or a mark of urgent data, and no edge comes for that. */
    boolean readsToEagain;

    private final InetSocketAddress address;
    private boolean open = true;

    private Socket(int fd, InetSocketAddress address) {
        this.fd = fd;
        this.address = address;
    }

    /** A socket that listens on {@code address}, port 0 for a free one. */
    static Socket listen(InetSocketAddress address, int backlog) throws IOException {
        int fd = Libc.socket(Sockaddr.family(address), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC);
        try (Arena arena = Arena.ofConfined()) {
            Libc.setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, 1); // or a restart waits for old connections: tcp(7)
            Libc.bind(fd, Sockaddr.of(address, arena));
            Libc.listen(fd, backlog);
            MemorySegment bound = Sockaddr.allocate(arena);
            Libc.getsockname(fd, bound, arena.allocateFrom(JAVA_INT, (int) bound.byteSize()));
            return new Socket(fd, Sockaddr.read(bound));
        } catch (IOException e) {
            Libc.close(fd);
            throw e;
        }
    }

    /** Accepts a client, or returns null if none waits. */
    Socket accept() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment peer = Sockaddr.allocate(arena);
            int client = Libc.accept4(fd, peer, arena.allocateFrom(JAVA_INT, (int) peer.byteSize()),
                    SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (client >= 0) return new Socket(client, Sockaddr.read(peer));

            ready = 0;
            return null;
        }
    }

    /** The address it listens on, or that of its peer. */
    InetSocketAddress address() {
        return address;
    }

    void setTcpNoDelay(boolean on) throws IOException {
        Libc.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, on ? 1 : 0);
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        int n = Libc.recv(fd, MemorySegment.ofBuffer(buffer));
        boolean isShort = n < buffer.remaining(); // less than asked for is all there is: epoll(7)
        if (n < 0 || isShort && !readsToEagain) ready &= ~OP_READ;
        if (n == 0) return -1;
        if (n < 0) return 0;

        buffer.position(buffer.position() + n);
        return n;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) return 0;

        int n = Math.max(0, Libc.send(fd, MemorySegment.ofBuffer(bytes), MSG_NOSIGNAL));
        if (n < bytes.remaining()) ready &= ~OP_WRITE;
        bytes.position(bytes.position() + n);
        return n;
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(bytes[i]);
            if (bytes[i].hasRemaining()) break;
        }
        return written;
    }

    @Override
    public long write(ByteBuffer[] bytes) throws IOException {
        return write(bytes, 0, bytes.length);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Closes it and so ends its registration; at most once, for its number may then be another socket's. */
    @Override
    public void close() throws IOException {
        if (!open) return;

        open = false;
        Libc.close(fd);
    }
}
