package expserver.specs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds who listens on a port, as Linux tells it: a shell that was started may have started the server. */
final class ListeningProcess {
    private static final String LISTEN = "0A"; // the state's number in proc_net_tcp

    private ListeningProcess() {
    }

    /** The one among {@code root} and its descendants that listens there, or {@code root} if that cannot be told. */
    static ProcessHandle of(ProcessHandle root, int port) {
        Optional<Path> socket = inode(port).map(inode -> Path.of("socket:[" + inode + "]"));
        return Stream.concat(Stream.of(root), root.descendants())
                .filter(process -> socket.isPresent() && hasOpen(process, socket.get())).findFirst()
                .orElse(root);
    }

    private static Optional<String> inode(int port) {
        String address = ":%04X".formatted(port);
        return Underway.SOCKETS.stream().flatMap(ListeningProcess::lines)
                .map(line -> List.of(line.strip().split("\\s+"))) // proc_net_tcp: sl local remote state ... inode
                .filter(columns -> columns.get(1).endsWith(address) && columns.get(3).equals(LISTEN))
                .map(columns -> columns.get(9)).findFirst();
    }

    private static Stream<String> lines(Path sockets) {
        try {
            return Files.readAllLines(sockets).stream();
        } catch (IOException noLinux) {
            return Stream.empty();
        }
    }

    private static boolean hasOpen(ProcessHandle process, Path file) {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.anyMatch(descriptor -> isLink(descriptor, file));
        } catch (IOException noSuchProcess) {
            return false;
        }
    }

    private static boolean isLink(Path link, Path target) {
        try {
            return Files.readSymbolicLink(link).equals(target);
        } catch (IOException closed) {
            return false;
        }
    }
}
