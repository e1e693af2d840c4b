package expserver.specs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Bytes between a client and a server that the kernel holds: those the server's side has yet to acknowledge, those
 * the server's program has yet to read, the former among them, and replies that the client has yet to read.
 */
public record Underway(long unacknowledged, long unread, long replies) {
    /** Where Linux lists sockets: those of Java are mostly IPv6, also if they talk IPv4. */
    static final List<Path> SOCKETS = List.of(Path.of("/proc/net/tcp6"), Path.of("/proc/net/tcp"));

    /** Looks at the client's side first: what arrives between the two looks is counted twice rather than never. */
    static Underway between(InetSocketAddress client, InetSocketAddress server) throws IOException {
        Queues ofClient = Queues.of(client, server);
        Queues ofServer = Queues.of(server, client);
        return new Underway(ofClient.sent, ofClient.sent + ofServer.received,
                ofServer.sent + ofClient.received);
    }

    /** The bytes that wait in a socket to be acknowledged, and to be read. */
    private record Queues(long sent, long received) {
        static Queues of(InetSocketAddress local, InetSocketAddress remote) throws IOException {
            for (Path sockets : SOCKETS) {
                for (String socket : Files.readAllLines(sockets)) {
                    String[] columns = socket.strip().split("\\s+"); // proc_net_tcp: sl local remote state tx:rx ...
                    if (columns[1].endsWith(port(local)) && columns[2].endsWith(port(remote))) {
                        String[] queues = columns[4].split(":");
                        return new Queues(Long.parseLong(queues[0], 16), Long.parseLong(queues[1], 16));
                    }
                }
            }
            throw new IOException("the kernel lists no socket from " + local + " to " + remote);
        }
    }

    private static String port(InetSocketAddress address) {
        return ":%04X".formatted(address.getPort());
    }
}
