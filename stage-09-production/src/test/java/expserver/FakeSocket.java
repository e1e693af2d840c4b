package expserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;

/** A connected socket without a kernel: its client, which will send {@code input}, is moved by the test. */
final class FakeSocket extends SocketChannel {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    int arrived; // of the input
    int read;
    int reads; // calls, not bytes
    int room; // for what the server writes
    boolean halfClosed;
    boolean reset;
    boolean endRead; // the server has been told that the input ended
    boolean resetSeen;
    boolean outputEnded;

    private final byte[] input;

    FakeSocket(byte[] input) {
        super(null);
        this.input = input;
    }

    /** The client sends its next {@code bytes}, as far as there are so many. */
    void send(int bytes) {
        arrived = Math.min(input.length, arrived + bytes);
    }

    /** The client sends what is left of its input and shuts its side down. */
    void halfClose() {
        arrived = input.length;
        halfClosed = true;
    }

    /** What a selector reports of this socket to those who ask; Linux reports a reset as both. */
    int readyOps() {
        int ops = 0;
        if (arrived > read || halfClosed || reset) ops |= SelectionKey.OP_READ;
        if (room > 0 || reset) ops |= SelectionKey.OP_WRITE;
        return ops;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        reads++;
        refuseIfDead();
        if (read == arrived && halfClosed) {
            endRead = true;
            return -1;
        }
        int n = Math.min(buffer.remaining(), arrived - read);
        buffer.put(input, read, n);
        read += n;
        return n;
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        refuseIfDead();
        if (outputEnded) throw new AssertionError("a write behind the end of the output");
        int n = Math.min(buffer.remaining(), room);
        byte[] bytes = new byte[n];
        buffer.get(bytes);
        taken.writeBytes(bytes);
        room -= n;
        return n;
    }

    @Override
    public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
        long n = 0;
        for (int i = offset; i < offset + length; i++) n += write(buffers[i]);
        return n;
    }

    private void refuseIfDead() throws IOException {
        if (!isOpen()) throw new AssertionError("a closed socket is used");
        if (!reset) return;

        resetSeen = true;
        throw new IOException("Connection reset");
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
        return this;
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
    }

    @Override
    protected void implCloseSelectableChannel() {
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketChannel shutdownInput() {
        throw new UnsupportedOperationException();
    }

    /** Tells nothing of a reset, like the JDK's: the next read does. */
    @Override
    public SocketChannel shutdownOutput() {
        if (!isOpen() || outputEnded) throw new AssertionError("the output has ended before");
        outputEnded = true;
        return this;
    }

    @Override
    public SocketChannel bind(SocketAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean connect(SocketAddress remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean finishConnect() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isConnectionPending() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress getLocalAddress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        throw new UnsupportedOperationException();
    }
}
