package expserver.lab;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import expserver.specs.Fault;
import expserver.specs.Faults;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** Finds faults by their names. */
final class FaultNames {
    private FaultNames() {
    }

    /** Throws an exception that lists names with a word in common, or all. */
    static Fault named(String name, List<Faults> groups) {
        List<Fault> all = groups.stream().flatMap(group -> group.faults().stream()).toList();
        return all.stream().filter(fault -> fault.name().equals(name)).findAny()
                .orElseThrow(() -> unknown(name, all));
    }

    private static TypeConversionException unknown(String name, List<Fault> all) {
        Set<String> wanted = words(name);
        List<Fault> close = all.stream().filter(f -> words(f.name()).stream().anyMatch(wanted::contains))
                .toList();
        return new TypeConversionException("unknown fault '%s'; there are: %s".formatted(name,
                (close.isEmpty() ? all : close).stream().map(Fault::name).collect(joining("; "))));
    }

    private static Set<String> words(String name) {
        return Stream.of(name.toLowerCase(Locale.ROOT).split("\\W+")).filter(word -> word.length() > 2)
                .collect(toSet());
    }
}
