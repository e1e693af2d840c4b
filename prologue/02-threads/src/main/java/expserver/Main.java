package expserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server: {@code Main [--host HOST] [--port PORT] [--work MILLIS] [--max-threads N]}.
 *
 * <p>It accepts a client, has a thread of a bounded pool serve it until it leaves, and accepts the next. The code of a
 * connection is that of a server with one client, and a client that stops reading blocks its own thread alone. Each
 * client costs a thread, also one that says nothing: as many of them as the pool has threads shut everybody else out.
 */
final class Main {
    private static final Logger log = LoggerFactory.getLogger(Main.class);
    private static final int BACKLOG = 1024;

    public static void main(String[] args) {
        try {
            Map<String, String> options = options(args);
            int port = number(options.get("--port"), "a port", 0, 65_535);
            int work = number(options.get("--work"), "a time in ms", 0, 60_000);
            int maxThreads = number(options.get("--max-threads"), "a number of threads", 1, 10_000);
            ThreadPool threads = new ThreadPool(maxThreads);
            ServerSocket listener = listen(address(options.get("--host"), port));
            while (true) accept(listener, work, threads);
        } catch (IllegalArgumentException e) {
            exit(2, e.getMessage()
                    + "; usage: Main [--host HOST] [--port PORT] [--work MILLIS] [--max-threads N]");
        } catch (IOException e) {
            exit(1, e.getMessage());
        }
    }

    private static ServerSocket listen(InetSocketAddress address) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException("cannot listen on %s:%d: %s".formatted(address.getHostString(),
                    address.getPort(), e.getMessage()), e);
        }
        log.info("listening on {}", name(listener));
        return listener;
    }

    /** Has a thread serve the next client; one that cannot be accepted is no reason to turn away the next. */
    private static void accept(ServerSocket listener, int work, ThreadPool threads) {
        try {
            Connection connection = new Connection(listener.accept(), work);
            threads.execute(connection::serve);
        } catch (IOException e) {
            log.warn("{} cannot accept: {}", name(listener), e.toString());
        }
    }

    private static String name(ServerSocket listener) {
        return listener.getLocalSocketAddress().toString().replaceFirst(".*/", "");
    }

    private static void exit(int status, String message) {
        System.err.println(message);
        System.exit(status);
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new HashMap<>(
                Map.of("--host", "127.0.0.1", "--port", "8000", "--work", "0", "--max-threads", "128"));
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
