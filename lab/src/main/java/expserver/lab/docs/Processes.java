package expserver.lab.docs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import expserver.specs.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Starts processes in a folder; they, and all that they start, end with this program, however it ends. */
final class Processes {
    private static final String MARK = "XPS_DOCS"; // in the environment of each, and so of what it starts
    private static final Duration END_TIME = Duration.ofSeconds(5);

    private final Path folder;
    private final String mark = MARK + "=" + UUID.randomUUID();
    private final List<Process> started = new ArrayList<>();
    private boolean ending;

    Processes(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::endForGood)); // runs on SIGINT and SIGTERM
    }

    /** Starts a program without a terminal, its standard error in its output. */
    synchronized Process start(List<String> command) throws IOException, InterruptedException {
        while (ending) wait(); // a process that starts now would outlive this program
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put(MARK, mark.substring(MARK.length() + 1));
        builder.environment().put("NO_COLOR", "1");
        builder.environment().put("TERM", "dumb");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().keySet().removeAll(List.of("XPS_DEBUG", "BASH_ENV"));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Starts a bash whose programs SIGINT ends. */
    Process bash(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "--norc"));
        command.addAll(List.of(arguments));
        return start(ServerProcess.interruptible(command));
    }

    /** Ends what was started, and waits until it is gone. */
    synchronized void end() throws InterruptedException {
        while (ending) wait(); // whoever calls this would take the end of a process for its own doing
        endAll();
    }

    synchronized void endForGood() {
        ending = true;
        endAll();
    }

    private void endAll() {
        long deadline = System.nanoTime() + END_TIME.toNanos();
        for (List<ProcessHandle> left = left(); !left.isEmpty(); left = left()) {
            left.forEach(ProcessHandle::destroyForcibly);
            if (System.nanoTime() > deadline) throw new IllegalStateException("cannot end " + left);
            LockSupport.parkNanos(1_000_000);
        }
        started.clear();
    }

    /** A process whose parent is gone is no descendant: its mark tells it, if the system has a /proc. */
    private List<ProcessHandle> left() {
        Stream<ProcessHandle> descendants = started.stream().map(Process::toHandle)
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
        return Stream.concat(descendants, ProcessHandle.allProcesses().filter(this::isMarked))
                .filter(ProcessHandle::isAlive).toList();
    }

    private boolean isMarked(ProcessHandle process) {
        try {
            Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
            return Files.readString(environment, ISO_8859_1).contains(mark);
        } catch (IOException e) {
            return false; // it is gone, or another user's
        }
    }
}
