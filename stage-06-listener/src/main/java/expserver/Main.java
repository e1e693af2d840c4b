package expserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server: {@code Main [--host HOST] [PORT ...]}. */
final class Main {
    private static final Logger log = LoggerFactory.getLogger(Main.class);
    private static final List<Integer> DEFAULT_PORTS = List.of(8001, 8002, 8003, 8004);

    // Global, so that there is one server to a process, and searched for every event, slower with every client.
    static final List<Listener> listeners = new ArrayList<>();
    static final List<Connection> connections = new ArrayList<>();
    static Selector selector;

    public static void main(String[] args) {
        try {
            List<InetSocketAddress> addresses = addresses(args);
            selector = Selector.open();
            for (InetSocketAddress address : addresses) listeners.add(new Listener(address));
            while (true) turn();
        } catch (IllegalArgumentException e) {
            exit(2, e.getMessage() + "; usage: Main [--host HOST] [PORT ...]");
        } catch (IOException e) {
            exit(1, e.getMessage());
        }
    }

    /** Waits until any channel is ready and dispatches the events of all that are. */
    static void turn() throws IOException {
        selector.select();
        List<SelectionKey> ready = List.copyOf(selector.selectedKeys()); // a send selects as well
        selector.selectedKeys().clear();
        ready.forEach(Main::dispatch);
    }

    /** Calls the object to which the ready channel belongs. */
    private static void dispatch(SelectionKey key) {
        if (!key.isValid()) return;

        Listener listener = listenerOf(key);
        if (listener != null) accept(listener);
        else read(connectionOf(key));
    }

    private static void accept(Listener listener) {
        try {
            log.debug("readable: {}", listener);
            listener.onReadable();
        } catch (IOException | RuntimeException e) {
            listener.onClosed(e);
        }
    }

    private static void read(Connection connection) {
        try {
            log.debug("readable: {}", connection);
            connection.onReadable();
        } catch (IOException e) {
            connection.onClosed(e);
        } catch (RuntimeException e) {
            log.warn("a handler failed: {}", connection, e);
            connection.onClosed(e);
        }
    }

    static Listener listenerOf(SelectionKey key) {
        for (Listener listener : listeners) if (listener.channel == key.channel()) return listener;
        return null;
    }

    static Connection connectionOf(SelectionKey key) {
        for (Connection connection : connections) if (connection.channel == key.channel()) return connection;
        return null;
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
