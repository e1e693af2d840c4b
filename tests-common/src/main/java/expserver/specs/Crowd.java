package expserver.specs;

import static java.nio.channels.SelectionKey.OP_CONNECT;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that all connect at once. */
final class Crowd implements Closeable {
    private final InetSocketAddress address;
    private final int size;
    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private int connected;

    Crowd(InetSocketAddress address, int size) throws IOException {
        this.address = address;
        this.size = size;
    }

    /** Connects them and returns what the slowest took. */
    Duration connect() throws IOException {
        long start = System.nanoTime();
        try {
            for (int i = 0; i < size; i++) begin();
            while (connected < size) {
                if (selector.select(this::finish, Client.PATIENCE.toMillis()) == 0) {
                    throw new SpecFailure(Symptom.NO_REPLY,
                            "%d of %d that connect at once do not succeed within %d s"
                                    .formatted(size - connected, size, Client.PATIENCE.toSeconds()));
                }
            }
        } catch (IOException e) {
            throw new SpecFailure(Symptom.REFUSED,
                    "of %d that connect at once: %s".formatted(size, e.getMessage()));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void begin() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.configureBlocking(false);
        if (channel.connect(address)) connected++;
        else channel.register(selector, OP_CONNECT);
    }

    private void finish(SelectionKey key) {
        try {
            if (!((SocketChannel) key.channel()).finishConnect()) return;
            key.cancel();
            connected++;
        } catch (IOException e) {
            throw new SpecFailure(Symptom.REFUSED,
                    "of %d that connect at once: %s".formatted(size, e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) channel.close();
        selector.close();
    }
}
