package expserver.specs;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A free port: refuses clients and is given to nobody by chance, yet a server may still listen on it. */
final class Port implements Closeable {
    private final Socket holder = new Socket();

    Port() throws IOException {
        holder.setReuseAddress(true); // lets a listener bind it as well, as long as this socket does not listen
        holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) holder.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        holder.close();
    }
}
