package expserver.bench;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Has each exchange on a new connection: sends a line, reads the reply, half-closes, reads the end. */
final class FreshClient implements Asker {
    private final int number;
    private final Lines lines;
    private final Loop loop;
    private final Measurement measurement;
    private SocketChannel channel;
    private long line; // its offset in the stream of lines
    private int sent; // bytes of it
    private int received;
    private long begun = -1;

    FreshClient(int number, Lines lines, Loop loop, Measurement measurement) {
        this.number = number;
        this.lines = lines;
        this.loop = loop;
        this.measurement = measurement;
        this.line = (long) number * lines.length;
    }

    /** Begins an exchange, unless the measured time is over. */
    void next(long now) throws IOException {
        begun = measurement.isOver(now) ? -1 : now;
        if (begun == -1) return;

        line += lines.length;
        sent = 0;
        received = 0;
        loop.open(this);
    }

    @Override
    public void onOpened(SocketChannel channel, SelectionKey key) throws IOException {
        this.channel = channel;
        send(key);
    }

    @Override
    public void onReady(SelectionKey key) throws IOException {
        if (key.isReadable()) read();
        else send(key);
    }

    private void send(SelectionKey key) throws IOException {
        sent += lines.send(channel, line + sent, line + lines.length);
        key.interestOps(sent < lines.length ? OP_READ | OP_WRITE : OP_READ);
    }

    private void read() throws IOException {
        int count = channel.read(loop.readBuffer.clear());
        if (count < 0) {
            end();
            return;
        }
        if (received + count > sent) throw new IOException("more bytes came back than were sent");

        lines.verify(loop.readBuffer.flip(), line + received);
        received += count;
        if (received == lines.length) channel.shutdownOutput();
    }

    private void end() throws IOException {
        if (received < lines.length) throw new IOException("the server ended the connection");

        long now = System.nanoTime();
        channel.close();
        if (measurement.covers(now)) measurement.record(begun, now);
        next(now);
    }

    @Override
    public long waitingSince() {
        return begun;
    }

    @Override
    public String toString() {
        return "connection " + (number + 1);
    }
}
