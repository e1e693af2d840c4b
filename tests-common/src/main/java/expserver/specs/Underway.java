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
    /** Where Linux lists sockets: those of Java are mostly IPv6, also if they talk IPv4. */
    static final List<Path> SOCKETS = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    static Underway between(InetSocketAddress client, InetSocketAddress server) throws IOException {
        long unacknowledged = queue(client, server, 0);
        return new Underway(unacknowledged, unacknowledged + queue(server, client, 1));
    }

    /** The bytes that wait in a socket: in queue 0 to be acknowledged, in queue 1 to be read. */
    private static long queue(InetSocketAddress local, InetSocketAddress remote, int queue)
            throws IOException {
        for (Path sockets : SOCKETS) {
            for (String socket : Files.readAllLines(sockets)) {
                String[] columns = socket.strip().split("\\s+"); // proc_net_tcp: sl local remote state tx:rx ...
                if (columns[1].endsWith(port(local)) && columns[2].endsWith(port(remote))) {
                    return Long.parseLong(columns[4].split(":")[queue], 16);
                }
            }
        }
        throw new IOException("the kernel lists no socket from " + local + " to " + remote);
    }

    private static String port(InetSocketAddress address) {
        return ":%04X".formatted(address.getPort());
    }
}
