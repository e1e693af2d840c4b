package expserver.specs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Bytes from a client to a server that the kernel holds: those the server's side has yet to acknowledge, and those
 * the server's program has yet to read, the former among them.
 */
public record Underway(long unacknowledged, long unread) {
    private static final Path SOCKETS = Path.of("/proc/net/tcp"); // proc_net_tcp: sl local remote state tx:rx ...

    static Underway between(InetSocketAddress client, InetSocketAddress server) throws IOException {
        List<String> sockets = Files.readAllLines(SOCKETS);
        long unacknowledged = queue(sockets, client, server, 0);
        return new Underway(unacknowledged, unacknowledged + queue(sockets, server, client, 1));
    }

    /** The bytes that wait in a socket: column 0 to be acknowledged, column 1 to be read. */
    private static long queue(List<String> sockets, InetSocketAddress local, InetSocketAddress remote,
            int column) {
        for (String socket : sockets) {
            String[] columns = socket.strip().split("\\s+");
            if (columns[1].endsWith(port(local)) && columns[2].endsWith(port(remote))) {
                return Long.parseLong(columns[4].split(":")[column], 16);
            }
        }
        return 0;
    }

    private static String port(InetSocketAddress address) {
        return ":%04X".formatted(address.getPort());
    }
}
