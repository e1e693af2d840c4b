package expserver.lab.docs;

import expserver.lab.CourseServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Types what a page's console blocks show: one server after the other in a terminal, all else in a shell. */
final class Session {
    private final Processes processes;
    private final List<CourseServer> servers;
    private final Duration patience;
    private final Consumer<Step> progress;
    private final Set<String> leftOut = new TreeSet<>();
    private Shell shell;
    private ForegroundServer server; // in the foreground of its terminal, or null
    private Transcript serverBlock;
    private boolean leavesOut; // all that is typed while a server should run that this JDK does not run

    /** {@code patience} is how long a command may take. */
    Session(Processes processes, List<CourseServer> servers, Duration patience, Consumer<Step> progress) {
        this.processes = processes;
        this.servers = servers;
        this.patience = patience;
        this.progress = progress;
    }

    /** Tells each step what it prints, up to one that cannot be done; returns what is wrong with that one. */
    Optional<Problem> play(Path page, List<Transcript> blocks) throws IOException, InterruptedException {
        int line = 1;
        try {
            shell = new Shell(processes, patience);
            for (Transcript block : blocks) {
                for (Step step : block.steps()) {
                    line = step.line();
                    progress.accept(step);
                    type(step, block);
                }
            }
            endServer();
            return Optional.empty();
        } catch (Flaw e) {
            return Optional.of(new Problem(page, line, e.getMessage()));
        } finally {
            processes.end();
        }
    }

    /** Why steps were left out. */
    Set<String> leftOut() {
        return leftOut;
    }

    private void type(Step step, Transcript block) throws Flaw, IOException, InterruptedException {
        Optional<CourseServer> starts = ForegroundServer.startedBy(step.typed(), servers);
        if (step.isInterrupt()) {
            interrupt(step);
        } else if (server != null && block == serverBlock) {
            throw new Flaw("'%s' is typed while a server runs there: write ^C first, or begin another block"
                    .formatted(step.typed()));
        } else if (starts.isPresent()) {
            start(step, block, starts.get());
        } else if (!leavesOut && runsOnThisJdk(step)) {
            step.print(shell.run(step.typed()));
        }
    }

    /** Whether the command is for no server that needs a newer JDK. */
    private boolean runsOnThisJdk(Step step) {
        List<String> words = List.of(step.typed().split("\\s+"));
        List<CourseServer> unable = servers.stream()
                .filter(s -> !s.runsOnThisJdk() && words.contains("./xps"))
                .filter(s -> words.contains(s.name())).toList();
        unable.forEach(s -> leftOut.add(s.needsNewerJdk()));
        return unable.isEmpty();
    }

    private void start(Step step, Transcript block, CourseServer starts)
            throws Flaw, IOException, InterruptedException {
        endServer();
        leavesOut = !starts.runsOnThisJdk();
        if (leavesOut) {
            leftOut.add(starts.needsNewerJdk());
            return;
        }
        ForegroundServer started = new ForegroundServer(step, starts, processes, patience);
        if (!started.isRunning()) return;
        server = started;
        serverBlock = block;
    }

    private void interrupt(Step step) throws Flaw, IOException, InterruptedException {
        if (server == null && !leavesOut)
            throw new Flaw("^C, and no server runs: start one, as in: $ ./xps run 7");
        if (server != null) server.interrupt(step);
        server = null;
        leavesOut = false;
    }

    private void endServer() throws Flaw, IOException, InterruptedException {
        if (server != null) server.end("TERM");
        server = null;
    }
}
