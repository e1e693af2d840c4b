package expserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Starts the server: {@code Main [--host HOST] [PORT ...]}. */
final class Main {
    private static final List<Integer> DEFAULT_PORTS = List.of(8001, 8002, 8003, 8004);

    public static void main(String[] args) {
        try {
            List<InetSocketAddress> addresses = addresses(args);
            Core core = new Core();
            Runtime.getRuntime().addShutdownHook(new Thread(core::close)); // runs on SIGINT and SIGTERM
            for (InetSocketAddress address : addresses) core.listen(address);
            core.run();
        } catch (IllegalArgumentException e) {
            exit(2, e.getMessage() + "; usage: Main [--host HOST] [PORT ...]");
        } catch (IOException e) {
            exit(1, e.getMessage());
        }
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
