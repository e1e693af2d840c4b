package expserver.lab.docs;

import expserver.lab.CourseServer;
import expserver.lab.KnownFaults;
import expserver.specs.Expectation;
import expserver.specs.Fault;
import expserver.specs.Faults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Which server survives which fault, as the course says; {@code ./xps specs --all} proves it. */
record Robustness(List<Faults> groups, KnownFaults known) {
    /** All servers and faults, or what the one server that is named does not survive, and why. */
    List<String> lines(List<String> arguments) throws Flaw {
        if (arguments.size() > 1) throw new Flaw("robustness takes one server, or none for all");
        return arguments.isEmpty() ? all() : of(CourseServer.named(arguments.get(0)));
    }

    private List<String> all() {
        Table table = new Table();
        List<String> heading = new ArrayList<>(List.of("fault"));
        CourseServer.ALL.forEach(server -> heading.add(server.shortName()));
        table.add(heading);
        for (Faults group : groups) {
            List<String> title = new ArrayList<>(List.of("**" + group.heading() + "**"));
            title.addAll(Collections.nCopies(CourseServer.ALL.size(), ""));
            table.add(title);
            group.faults().forEach(fault -> table.add(row(fault)));
        }
        return table.lines();
    }

    private List<String> row(Fault fault) {
        List<String> row = new ArrayList<>(List.of(fault.name()));
        for (CourseServer server : CourseServer.ALL)
            row.add(known.of(server).containsKey(fault.name()) ? "✘" : "✔");
        return row;
    }

    private List<String> of(CourseServer server) {
        Table table = new Table();
        table.add(List.of("fault", "symptom", "because", "cured in"));
        Map<String, Expectation> own = known.of(server);
        for (Faults group : groups) {
            for (Fault fault : group.faults()) {
                Expectation expected = own.get(fault.name());
                if (expected == null) continue;
                table.add(List.of(fault.name(), expected.symptom().toString(), expected.because(),
                        expected.curedIn()));
            }
        }
        return table.lines();
    }
}
