package expserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;

/** Starts the server: {@code Main [OPTION VALUE ...] [PORT ...]}. */
final class Main {
    private static final List<Integer> DEFAULT_PORTS = List.of(8001, 8002, 8003, 8004);

    public static void main(String[] args) throws JMException {
        List<String> arguments = new ArrayList<>(List.of(args));
        try (Core core = new Core(Limits.takenFrom(arguments))) {
            List<InetSocketAddress> addresses = addresses(arguments);
            core.counters.register();
            Runtime.getRuntime().addShutdownHook(new Thread(core::drain)); // runs on SIGINT and SIGTERM
            for (InetSocketAddress address : addresses) core.listen(address);
            core.run();
        } catch (IllegalArgumentException e) {
            exit(2, e.getMessage() + "; usage: Main [--host HOST] [--max-connections N]"
                    + " [--idle-timeout SECONDS] [--drain SECONDS] [PORT ...]");
        } catch (IOException e) {
            exit(1, e.getMessage());
        }
    }

    private static void exit(int status, String message) {
        System.err.println(message);
        System.exit(status);
    }

    private static List<InetSocketAddress> addresses(List<String> args) {
        String host = "127.0.0.1";
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).equals("--host") && i + 1 < args.size()) host = args.get(++i);
            else ports.add(port(args.get(i)));
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
