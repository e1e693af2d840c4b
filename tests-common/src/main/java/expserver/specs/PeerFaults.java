package expserver.specs;

import java.util.List;

final class PeerFaults {
    static final List<Fault> ALL = List.of();
}
