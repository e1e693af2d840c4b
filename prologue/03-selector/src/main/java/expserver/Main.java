package expserver;

import static java.net.StandardSocketOptions.TCP_NODELAY;
import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server: {@code Main [--host HOST] [--port PORT] [--work MILLIS]}.
 *
 * <p>One thread serves all clients: it waits until any socket is ready, and no read or write blocks. It asks whether
 * sockets are writable all the time, and an idle one always is, so it never gets to wait and burns a CPU. It reads from
 * a client that takes no replies as well, and keeps them until it runs out of memory.
 */
final class Main {
    private static final Logger log = LoggerFactory.getLogger(Main.class);
    private static final int BACKLOG = 1024;

    /** The most bytes that are reversed together: a longer line is answered in pieces of this size. */
    private static final int MAX_LINE = 100_000;

    public static void main(String[] args) {
        try {
            Map<String, String> options = options(args);
            int port = number(options.get("--port"), "a port", 0, 65_535);
            int work = number(options.get("--work"), "a time in ms", 0, 60_000);
            Selector selector = Selector.open();
            listen(address(options.get("--host"), port)).register(selector, OP_ACCEPT);
            while (true) turn(selector, work);
        } catch (IllegalArgumentException e) {
            exit(2, e.getMessage() + "; usage: Main [--host HOST] [--port PORT] [--work MILLIS]");
        } catch (IOException e) {
            exit(1, e.getMessage());
        }
    }

    private static ServerSocketChannel listen(InetSocketAddress address) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException("cannot listen on %s:%d: %s".formatted(address.getHostString(),
                    address.getPort(), e.getMessage()), e);
        }
        listener.configureBlocking(false);
        log.info("listening on {}", name(listener));
        return listener;
    }

    /** Waits until any socket is ready and serves all that are. */
    private static void turn(Selector selector, int work) throws IOException {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof Connection connection) connection.onReady(key);
            else accept((ServerSocketChannel) key.channel(), selector, work);
        }
        selector.selectedKeys().clear();
    }

    /** Takes in all who wait; one that cannot be accepted is no reason to turn away the next. */
    private static void accept(ServerSocketChannel listener, Selector selector, int work) {
        try {
            for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
                client.configureBlocking(false);
                client.setOption(TCP_NODELAY, true); // a short reply does not wait for the last one's ACK: tcp(7)
                client.register(selector, OP_READ | OP_WRITE, new Connection(client, work));
            }
        } catch (IOException e) {
            log.warn("{} cannot accept: {}", name(listener), e.toString());
        }
    }

    private static String name(ServerSocketChannel listener) {
        return listener.socket().getLocalSocketAddress().toString().substring(1);
    }

    /** One client: reads its lines and sends each back reversed. */
    private static final class Connection {
        private final SocketChannel channel;
        private final int work; // ms that each message costs
        private final String peer;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final Queue<ByteBuffer> owed = new ArrayDeque<>();
        private boolean inputEnded;

        Connection(SocketChannel channel, int work) throws IOException {
            this.channel = channel;
            this.work = work;
            this.peer = channel.getRemoteAddress().toString().substring(1);
            log.info("{} opened", peer);
        }

        void onReady(SelectionKey key) {
            try {
                if (key.isReadable()) read();
                if (key.isWritable()) write();
            } catch (IOException | InterruptedException e) {
                log.info("{} failed: {}", peer, e.toString());
                close();
            }
        }

        private void read() throws IOException, InterruptedException {
            ByteBuffer input = ByteBuffer.allocate(64 * 1024);
            inputEnded = channel.read(input) == -1;
            input.flip();
            while (input.hasRemaining()) {
                byte next = input.get();
                line.write(next);
                if (next == '\n' || line.size() == MAX_LINE) answer();
            }
            if (inputEnded && line.size() > 0) answer();
        }

        private void answer() throws InterruptedException {
            if (work > 0) Thread.sleep(work);
            owed.add(ByteBuffer.wrap(reversed(line.toByteArray())));
            line.reset();
        }

        /** Sends what the socket takes and keeps the rest, however much that is. */
        private void write() throws IOException {
            while (!owed.isEmpty()) {
                channel.write(owed.peek());
                if (owed.peek().hasRemaining()) return;
                owed.remove();
            }
            if (inputEnded) close();
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException e) {
                log.warn("{} does not close: {}", peer, e.toString());
            }
            log.info("{} closed", peer);
        }
    }

    /** Reverses the bytes of {@code line} in place, a newline kept last. */
    private static byte[] reversed(byte[] line) {
        int to = line[line.length - 1] == '\n' ? line.length - 2 : line.length - 1;
        for (int from = 0; from < to; from++, to--) {
            byte first = line[from];
            line[from] = line[to];
            line[to] = first;
        }
        return line;
    }

    private static void exit(int status, String message) {
        System.err.println(message);
        System.exit(status);
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new HashMap<>(
                Map.of("--host", "127.0.0.1", "--port", "8000", "--work", "0"));
        for (int i = 0; i < args.length; i += 2) {
            if (!options.containsKey(args[i]))
                throw new IllegalArgumentException("unknown option " + args[i]);
            if (i + 1 == args.length) throw new IllegalArgumentException(args[i] + " needs a value");
            options.put(args[i], args[i + 1]);
        }
        return options;
    }

    private static InetSocketAddress address(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) throw new IllegalArgumentException("unknown host " + host);
        return address;
    }

    private static int number(String value, String kind, int least, int most) {
        if (value.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) return number;
        }
        throw new IllegalArgumentException("%s is not %s from %d to %d".formatted(value, kind, least, most));
    }
}
