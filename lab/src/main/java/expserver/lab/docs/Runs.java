package expserver.lab.docs;

import expserver.lab.CourseServer;
import expserver.lab.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import picocli.CommandLine.TypeConversionException;

/** Runs the programs whose output pages show: the specs, and the commands of sessions. */
final class Runs {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Processes processes;
    private final BiConsumer<Page, Step> progress;
    private final Set<String> leftOut = new TreeSet<>();
    private ScoreTable scores = new ScoreTable(List.of());

    Runs(Processes processes, BiConsumer<Page, Step> progress) {
        this.processes = processes;
        this.progress = progress;
    }

    /** What programs printed for blocks of a page, and what went wrong with others. */
    record Printed(Map<Directive, List<String>> lines, List<Problem> problems) {
        static final Printed NOTHING = new Printed(Map.of(), List.of());
    }

    /** Why blocks, or parts of them, were left as they are. */
    Set<String> leftOut() {
        return leftOut;
    }

    /** Runs the specs, once, against each server that a scoreboard of the pages shows. */
    void judge(List<Page> pages, ScoreTable.Specs specs) throws IOException {
        Set<CourseServer> servers = new LinkedHashSet<>();
        for (Page page : pages) {
            for (Directive directive : page.directives()) {
                if (directive.name().equals("scoreboard")) servers.addAll(known(directive));
            }
        }
        servers.stream().filter(s -> !s.runsOnThisJdk()).forEach(s -> leftOut.add(s.needsNewerJdk()));
        servers.removeIf(server -> !server.runsOnThisJdk());
        if (!servers.isEmpty()) scores = new ScoreTable(specs.run(List.copyOf(servers)));
    }

    private static List<CourseServer> known(Directive scoreboard) {
        try {
            return ScoreTable.servers(scoreboard);
        } catch (TypeConversionException e) {
            return List.of(); // told when the page is looked at
        }
    }

    /** Plays the sessions of a page. */
    Printed of(Page page) throws IOException, InterruptedException {
        Map<Directive, List<String>> lines = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        Map<Directive, Transcript> sessions = new LinkedHashMap<>();
        for (Directive directive : page.directives()) {
            try {
                if (directive.name().equals("session")) sessions.put(directive, Transcript.of(directive));
                if (directive.name().equals("scoreboard"))
                    lines.put(directive, scores.lines(ScoreTable.servers(directive), directive.block()));
            } catch (Flaw | TypeConversionException e) {
                lines.put(directive, directive.block().lines());
                problems.add(new Problem(page.path(), directive.line(), e.getMessage()));
            }
        }
        if (!sessions.isEmpty()) play(page, List.copyOf(sessions.values()), problems);
        sessions.forEach((directive, transcript) -> lines.put(directive, transcript.lines()));
        return new Printed(lines, problems);
    }

    private void play(Page page, List<Transcript> blocks, List<Problem> problems)
            throws IOException, InterruptedException {
        Session session = new Session(processes, CourseServer.ALL, PATIENCE,
                step -> progress.accept(page, step));
        session.play(page.path(), blocks).ifPresent(problems::add);
        leftOut.addAll(session.leftOut());
    }
}
