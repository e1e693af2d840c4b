package expserver.pitfalls;

import static java.nio.channels.SelectionKey.OP_ACCEPT;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A server that has a client waiting and no file descriptor to accept it with. */
final class OutOfDescriptors {
    private OutOfDescriptors() {
    }

    public static void main(String[] args) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open().bind(Peers.anyPort(), 1024);
        listener.configureBlocking(false);
        listener.register(selector, OP_ACCEPT);
        useUpDescriptors(listener);
        spin(selector, listener);
    }

    private static void useUpDescriptors(ServerSocketChannel listener) throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        try {
            while (true) clients.add(SocketChannel.open(listener.getLocalAddress()));
        } catch (IOException tooManyOpenFiles) {
            System.out.println(clients.size() + " clients wait");
        }
    }

    private static void spin(Selector selector, ServerSocketChannel listener) throws IOException {
        for (int failures = 0; failures < 1_000;) {
            selector.select(); // the client waits still: this does not
            try {
                listener.accept();
            } catch (IOException e) {
                if (++failures == 1_000) System.out.println(failures + " times: " + e.getMessage());
            }
        }
    }
}
