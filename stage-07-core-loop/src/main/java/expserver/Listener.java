package expserver;

import static java.nio.channels.SelectionKey.OP_ACCEPT;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket: accepts clients and makes a connection of each. */
final class Listener implements LoopHandler {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;

    private final Core core;
    private final ServerSocketChannel channel;

    Listener(Core core, InetSocketAddress address) throws IOException {
        this.core = core;
        this.channel = ServerSocketChannel.open();
        try {
            channel.bind(address, BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on %s:%d: %s".formatted(address.getHostString(),
                    address.getPort(), e.getMessage()), e);
        }
        core.loop.attach(channel, OP_ACCEPT, this);
        log.info("listening on {}", this);
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    public void onReadable() throws IOException {
        SocketChannel client = channel.accept();
        try {
            if (client != null) new Connection(core, client);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** One client that cannot be accepted is no reason to turn away the next. */
    @Override
    public void onClosed(Exception cause) {
        log.warn("{} cannot accept: {}", this, cause.toString());
    }

    void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return channel.socket().getLocalSocketAddress().toString().substring(1);
    }
}
