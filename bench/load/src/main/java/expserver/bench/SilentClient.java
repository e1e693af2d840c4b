package expserver.bench;

import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** Sends all that the socket takes, and never reads. */
final class SilentClient implements Handler {
    private static final int PIECE = 64 * 1024; // one in each turn, so that the others have theirs
    private static final long STALL = TimeUnit.MILLISECONDS.toNanos(500);

    private final int number;
    private final Lines lines;
    private SocketChannel channel;
    private long sent;
    private long progress;

    SilentClient(int number, Lines lines) {
        this.number = number;
        this.lines = lines;
    }

    @Override
    public void onOpened(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        progress = System.nanoTime();
        key.interestOps(OP_WRITE);
    }

    @Override
    public void onReady(SelectionKey key) throws IOException {
        int taken = lines.send(channel, sent, sent + PIECE);
        sent += taken;
        if (taken > 0) progress = System.nanoTime();
    }

    /** Whether the socket has taken nothing for a while. */
    boolean isStalled() {
        return System.nanoTime() - progress > STALL;
    }

    @Override
    public String toString() {
        return "silent connection " + (number + 1);
    }
}
