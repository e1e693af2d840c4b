package expserver.specs;

import java.util.List;

/** A group of faults under a heading. */
public record Faults(String heading, List<Fault> faults) {
    /** The four specs, as what a server must do before it is asked for more. */
    public static final Faults SPECS = new Faults("Specs", Spec.FOUR.stream().map(Fault::of).toList());

    /** The whole set, in the order of its table. */
    public static final List<Faults> ALL = List.of(new Faults("Stream", StreamFaults.ALL),
            new Faults("Peers", PeerFaults.ALL), new Faults("Cost", CostFaults.ALL),
            new Faults("Life", LifeFaults.ALL));
}
