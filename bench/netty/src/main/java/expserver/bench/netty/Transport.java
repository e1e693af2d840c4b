package expserver.bench.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;

/** What waits for events: a {@code Selector} of the JDK, or epoll called by Netty's own native code. */
enum Transport {
    NIO(NioServerSocketChannel.class), EPOLL(EpollServerSocketChannel.class);

    final Class<? extends ServerSocketChannel> channel;

    Transport(Class<? extends ServerSocketChannel> channel) {
        this.channel = channel;
    }

    /** Throws an exception that tells what is missing if this machine does not have it. */
    IoHandlerFactory handlerFactory() throws IOException {
        if (this == NIO) return NioIoHandler.newFactory();
        if (!Epoll.isAvailable())
            throw new IOException("--transport epoll needs Linux on x86_64 or aarch64: "
                    + Epoll.unavailabilityCause());
        return EpollIoHandler.newFactory();
    }
}
