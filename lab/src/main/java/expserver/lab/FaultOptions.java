package expserver.lab;

import expserver.specs.Fault;
import expserver.specs.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Whether servers meet more than the four specs, and what. */
final class FaultOptions {
    private static final List<Faults> SPECS_AND_FAULTS = Stream
            .concat(Stream.of(Faults.SPECS), Faults.ALL.stream()).toList();

    @Option(names = "--all", description = "The four specs and every fault that a server must survive.")
    private boolean all;

    @Option(names = "--fault", paramLabel = "NAME",
            description = "This row of --all alone; may be repeated.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--profile", paramLabel = "PROFILE", defaultValue = "lines", description = {
            "lines: a message is a line (the default).", "segments: a message is what comes in one piece;"
                    + " faults that cut or join lines are left out. The four specs hold for both."})
    private Profile profile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Profile profile() {
        return profile;
    }

    /** The groups that are asked for, none for the four specs alone; throws {@link ParameterException} for bad usage. */
    List<Faults> groups() {
        if (names.isEmpty()) return all ? SPECS_AND_FAULTS : List.of();
        if (all) throw new ParameterException(spec.commandLine(), "--all and --fault exclude each other");

        List<Fault> named = named();
        return SPECS_AND_FAULTS.stream().map(
                group -> new Faults(group.heading(),
                        group.faults().stream().filter(named::contains).toList()))
                .toList();
    }

    private List<Fault> named() {
        try {
            return names.stream().map(name -> FaultNames.named(name, SPECS_AND_FAULTS)).toList();
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
