package expserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server: {@code Main [--host HOST] [--port PORT] [--work MILLIS]}.
 *
 * <p>It accepts a client, serves it until it leaves, and accepts the next, all on one thread with blocking sockets.
 * That is the least code that can serve at all. Whoever comes second waits in the listening socket's backlog, however
 * little the first one says.
 */
final class Main {
    private static final Logger log = LoggerFactory.getLogger(Main.class);
    private static final int BACKLOG = 1024;

    public static void main(String[] args) {
        try {
            Map<String, String> options = options(args);
            int port = number(options.get("--port"), "a port", 0, 65_535);
            int work = number(options.get("--work"), "a time in ms", 0, 60_000);
            ServerSocket listener = listen(address(options.get("--host"), port));
            while (true) accept(listener, work);
        } catch (IllegalArgumentException e) {
            exit(2, e.getMessage() + "; usage: Main [--host HOST] [--port PORT] [--work MILLIS]");
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

    /** Serves the next client; one that cannot be accepted is no reason to turn away the next. */
    private static void accept(ServerSocket listener, int work) {
        try {
            new Connection(listener.accept(), work).serve();
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
