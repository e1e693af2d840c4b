package expserver.lab;

import expserver.specs.Fault;

/** What a server takes for a message. */
enum Profile {
    /** It finds lines in what it receives. */
    LINES,
    /** It answers each piece that it receives. */
    SEGMENTS;

    boolean has(Fault fault) {
        return this == LINES || !fault.traits().contains(Fault.Trait.FRAMING);
    }
}
