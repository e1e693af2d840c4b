package expserver.specs;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A server as a spec sees it: the addresses it listens on and, where known, its process. */
public record Server(List<InetSocketAddress> addresses, Optional<ServerProcess> process) {
    /** The address of specs that need one. */
    InetSocketAddress address() {
        return addresses.get(0);
    }
}
