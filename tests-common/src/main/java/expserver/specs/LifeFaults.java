package expserver.specs;

import java.util.List;

final class LifeFaults {
    static final List<Fault> ALL = List.of();
}
