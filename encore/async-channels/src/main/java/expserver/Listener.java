package expserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket: accepts clients and makes a connection of each. */
final class Listener {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;
    private static final Completion<AsynchronousSocketChannel, Listener> ACCEPTED = new Completion<>(
            "accepted", Listener::onAccepted, Listener::onClosed);

    private final Core core;
    private final AsynchronousServerSocketChannel channel;
    private final InetSocketAddress address;

    Listener(Core core, InetSocketAddress address) throws IOException {
        this.core = core;
        this.channel = AsynchronousServerSocketChannel.open(core.group);
        try {
            channel.bind(address, BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on %s:%d: %s".formatted(address.getHostString(),
                    address.getPort(), e.getMessage()), e);
        }
        this.address = (InetSocketAddress) channel.getLocalAddress();
        accept();
        log.info("listening on {}", this);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Starts to accept one client; accept promises not to call the handler before it returns. */
    private void accept() {
        channel.accept(this, ACCEPTED);
    }

    private void onAccepted(AsynchronousSocketChannel client) throws IOException {
        new Connection(core, client);
        accept();
    }

    /** One client that cannot be accepted is no reason to turn away the next. */
    private void onClosed(Throwable cause) {
        if (!channel.isOpen()) return;

        log.warn("{} cannot accept: {}", this, cause.toString());
        accept();
    }

    @Override
    public String toString() {
        return address.toString().substring(1);
    }
}
