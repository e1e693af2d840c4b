package expserver.specs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A server as a spec sees it: the addresses it listens on and, where known, its process. */
public record Server(List<InetSocketAddress> addresses, Optional<ServerProcess> process) {
    /** At least one address, or a spec could pass without having talked to anything. */
    public Server {
        if (addresses.isEmpty()) throw new IllegalArgumentException("a server has at least one address");
    }

    /** Exercises this server; a failure tells of its process as well. */
    public void verify(Spec spec) throws IOException {
        try {
            spec.exercise(this);
        } catch (SpecFailure failure) {
            throw failure.at(this);
        }
    }

    /** The address of specs that need one. */
    InetSocketAddress address() {
        return addresses.get(0);
    }
}
