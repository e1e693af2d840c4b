package expserver.lab;

import expserver.specs.Fault;
import picocli.CommandLine.TypeConversionException;

/** What a server takes for a message. */
enum Profile {
    /** It finds lines in what it receives. */
    LINES,
    /** It answers each piece that it receives. */
    SEGMENTS;

    static Profile named(String name) {
        return switch (name) {
            case "lines" -> LINES;
            case "segments" -> SEGMENTS;
            default ->
                throw new TypeConversionException("--profile is lines or segments, not '" + name + "'");
        };
    }

    boolean has(Fault fault) {
        return this == LINES || !fault.traits().contains(Fault.Trait.FRAMING);
    }
}
