package expserver.bench;

import static java.net.StandardSocketOptions.TCP_NODELAY;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Sends lines when they are due, and verifies each byte that comes back; until it has a pace, one line. */
final class Client implements Asker {
    private final String name;
    private final Lines lines;
    private final ByteBuffer readBuffer;
    private final long origin; // in the stream of lines
    private SocketChannel channel;
    private SelectionKey key;
    private Pace pace = Pace.ONE_LINE;
    private long first; // line of that pace
    private int interest = OP_READ;
    private long due; // lines
    private long answered; // lines
    private long sent; // bytes
    private long received; // bytes
    private long progress;

    Client(String name, int number, Lines lines, ByteBuffer readBuffer) {
        this.name = name + " " + (number + 1);
        this.lines = lines;
        this.readBuffer = readBuffer;
        this.origin = (long) number * lines.length;
    }

    @Override
    public void onOpened(SocketChannel channel, SelectionKey key) throws IOException {
        channel.setOption(TCP_NODELAY, true);
        this.channel = channel;
        this.key = key;
        send(System.nanoTime());
    }

    /** Sends at that pace from now on, when all that was due is answered. */
    void start(Pace pace) throws IOException {
        this.pace = pace;
        first = answered;
        send(System.nanoTime());
    }

    @Override
    public void onReady(SelectionKey key) throws IOException {
        if (key.isReadable()) read();
        else send(System.nanoTime());
    }

    /** Reads once; what is due because of that goes out in one piece. */
    private void read() throws IOException {
        int count = channel.read(readBuffer.clear());
        long now = System.nanoTime();
        if (count < 0) throw new IOException("the server ended the connection");
        if (received + count > sent) throw new IOException("more bytes came back than were sent");

        lines.verify(readBuffer.flip(), origin + received);
        received += count;
        progress = now;
        while (answered < received / lines.length) pace.answered(answered++ - first, now);
        send(now);
    }

    /** Offers the lines that are due at {@code now} to the socket, and the rest again when it takes more. */
    void send(long now) throws IOException {
        if (answered == due) progress = now;
        due = first + pace.due(answered - first, now);
        long end = due * lines.length;
        int taken = 1;
        while (sent < end && taken > 0) sent += taken = lines.send(channel, origin + sent, origin + end);
        int ops = sent < end ? OP_READ | OP_WRITE : OP_READ;
        if (ops != interest) key.interestOps(interest = ops);
    }

    @Override
    public long waitingSince() {
        return answered == due ? -1 : progress;
    }

    @Override
    public String toString() {
        return name;
    }
}
