package expserver.lab.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who meets which load, and who or what does not, and why. */
final class Lineup {
    private static final int OWN = 100; // descriptors that a process has beside its connections

    final Map<Workload, List<Contender>> contenders = new LinkedHashMap<>();
    final Set<String> leftOut = new LinkedHashSet<>();
    private final Map<Contender, Optional<String>> obstacles = new HashMap<>(); // to find one may take a compiler

    /** Of those that are named, or where none are of those that a load is meant for. */
    Lineup(List<Workload> loads, List<Contender> named, long descriptors) {
        for (Workload load : loads) {
            if (load.clients() + OWN > descriptors)
                leftOut.add("%s: needs %d descriptors, and a process may have %d (ulimit -Hn)"
                        .formatted(load.name(), load.clients() + OWN, descriptors));
            else
                contenders.put(load, able(named.isEmpty() ? load.contenders() : named, load));
        }
    }

    private List<Contender> able(List<Contender> candidates, Workload load) {
        List<Contender> able = new ArrayList<>();
        for (Contender contender : candidates) {
            Optional<String> why = obstacles.computeIfAbsent(contender, Contender::obstacle)
                    .or(() -> contender.unfitFor(load)
                            .map(unfit -> "not in " + load.name() + ": it " + unfit));
            if (why.isEmpty()) able.add(contender);
            else leftOut.add(contender.name() + ": " + why.get());
        }
        return able;
    }
}
