package expserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server: {@code Main [--host HOST] [PORT ...]}.
 *
 * <p>The code is that of a thread for each client: a read blocks until input comes, a write until the client takes it.
 * But the threads are virtual. One that blocks holds no thread of the system, only its stack on the heap, so every client
 * gets one and there is no pool to run out of. Below them the JDK runs an event loop: the sockets do not block, and it
 * wakes the threads whose sockets are ready. What blocking code cannot have is one buffer for all
 * clients; and it has to give way by itself, for one whose reads and writes never wait keeps the thread that carries it.
 */
final class Main {
    private static final Logger log = LoggerFactory.getLogger(Main.class);
    private static final int BACKLOG = 1024;
    private static final List<Integer> DEFAULT_PORTS = List.of(8001, 8002, 8003, 8004);

    public static void main(String[] args) {
        try {
            List<ServerSocket> listeners = new ArrayList<>();
            for (InetSocketAddress address : addresses(args)) listeners.add(listen(address));
            for (ServerSocket listener : listeners) start(() -> serve(listener));
        } catch (IllegalArgumentException e) {
            exit(2, e.getMessage() + "; usage: Main [--host HOST] [PORT ...]");
        } catch (IOException e) {
            exit(1, e.getMessage());
        }
    }

    /** Runs that on a thread of the system: the JVM lives while there is one, and dies if one does. */
    private static void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setUncaughtExceptionHandler((dead, cause) -> exit(1, "cannot go on: " + cause));
        thread.start();
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

    /** Accepts clients for ever. */
    private static void serve(ServerSocket listener) {
        while (true) accept(listener);
    }

    /** Has a thread serve the next client; one that cannot be accepted is no reason to turn away the next. */
    private static void accept(ServerSocket listener) {
        try {
            Connection connection = new Connection(listener.accept());
            Thread.startVirtualThread(connection::serve);
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

    private static List<InetSocketAddress> addresses(String[] args) {
        String host = "127.0.0.1";
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--host") && i + 1 < args.length) host = args[++i];
            else ports.add(port(args[i]));
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int port : ports.isEmpty() ? DEFAULT_PORTS : ports) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) throw new IllegalArgumentException("unknown host " + host);
            addresses.add(address);
        }
        return addresses;
    }

    private static int port(String arg) {
        if (arg.equals("--host")) throw new IllegalArgumentException("--host needs a value");
        if (arg.startsWith("-")) throw new IllegalArgumentException("unknown option " + arg);
        if (!arg.matches("[0-9]{1,5}") || Integer.parseInt(arg) > 65535) {
            throw new IllegalArgumentException(arg + " is not a port from 0 to 65535");
        }
        return Integer.parseInt(arg);
    }
}
