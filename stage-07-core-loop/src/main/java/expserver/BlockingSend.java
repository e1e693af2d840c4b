package expserver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Sends to a socket that is registered with a selector, and blocks the calling thread until all is sent. */
final class BlockingSend {
    private BlockingSend() {
    }

    /** Writes all of {@code reply} to the channel of {@code key}; returns the key that replaces it. */
    static SelectionKey send(SelectionKey key, ByteBuffer reply) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        Selector selector = key.selector();

        key.cancel(); // a registered channel may not block: IllegalBlockingModeException
        channel.configureBlocking(true);
        while (reply.hasRemaining()) channel.write(reply);
        channel.configureBlocking(false);

        selector.selectNow(); // a cancelled key stays registered until the next selection
        selector.selectedKeys().clear(); // the loop is at work on its own copy of them
        return channel.register(selector, SelectionKey.OP_READ, key.attachment());
    }
}
