package expserver.lab.docs;

import static java.util.stream.Collectors.joining;

import expserver.lab.CourseServer;
import expserver.lab.Result;
import expserver.lab.Scoreboard;
import expserver.specs.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A scoreboard in a page, of the results that a run of the specs gave. */
record ScoreTable(List<Result> results) {
    /** Runs the specs against servers. */
    interface Specs {
        List<Result> run(List<CourseServer> servers) throws IOException;
    }

    /** The servers that a scoreboard shows: those that it names, or all. */
    static List<CourseServer> servers(Directive scoreboard) {
        return scoreboard.arguments().isEmpty()
                ? CourseServer.ALL
                : scoreboard.arguments().stream().map(CourseServer::named).toList();
    }

    /** The lines for these servers; one that this JDK does not run keeps the row that it has. */
    List<String> lines(List<CourseServer> servers, Block block) throws Flaw {
        Table table = new Table();
        List<String> heading = new ArrayList<>(List.of("server"));
        for (Spec spec : Spec.FOUR) heading.add(Scoreboard.heading(spec.name()));
        heading.add("symptom");
        table.add(heading);
        for (CourseServer server : servers) {
            if (server.runsOnThisJdk()) table.add(row(server));
            else shown(server, block).ifPresent(table::add);
        }
        return table.lines();
    }

    private List<String> row(CourseServer server) throws Flaw {
        List<Result> own = results.stream().filter(r -> r.server().equals(server.name())).toList();
        for (Result result : own) {
            if (!result.expected())
                throw new Flaw(
                        "%s is not as the course says, %s: %s; see ./xps specs %s".formatted(server.name(),
                                result.spec(), result.summary(), server.name()));
        }
        List<String> cells = new ArrayList<>(List.of(server.name()));
        own.forEach(result -> cells.add(result.mark()));
        cells.add(
                own.stream().map(Result::symptom).filter(Objects::nonNull).distinct().collect(joining(", ")));
        return cells;
    }

    private static Optional<List<String>> shown(CourseServer server, Block table) {
        return table.lines().stream().map(ScoreTable::cells)
                .filter(cells -> cells.get(0).equals(server.name()))
                .findFirst();
    }

    /** The cells of a row, of which none holds a bar. */
    private static List<String> cells(String row) {
        return List.of(row.strip().replaceAll("^\\|\\s*|\\s*\\|$", "").split("\\s*\\|\\s*", -1));
    }
}
