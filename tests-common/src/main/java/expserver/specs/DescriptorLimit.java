package expserver.specs;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How many descriptors a process may open: changed while it runs, by prlimit(1) of util-linux, and set back at the end. */
public final class DescriptorLimit implements Closeable {
    private final long pid;
    private final String before;

    /** Throws {@link NotMeasured} where there is no such command, or it must not do that. */
    public DescriptorLimit(long pid) throws IOException {
        this.pid = pid;
        this.before = prlimit("--nofile", "--output=SOFT", "--noheadings", "--raw");
    }

    /** Lowers the soft limit: the process cannot open a descriptor of this number or a higher one, and keeps what it has. */
    public void lower(int limit) throws IOException {
        prlimit("--nofile=" + limit + ":");
    }

    @Override
    public void close() throws IOException {
        if (ProcessHandle.of(pid).isPresent()) prlimit("--nofile=" + before + ":");
    }

    private String prlimit(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("prlimit", "--pid", Long.toString(pid)));
        command.addAll(List.of(options));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new NotMeasured("its limit of descriptors cannot be set: " + e.getMessage());
        }
        try (BufferedReader output = process.inputReader()) {
            String line = output.lines().collect(joining(" "));
            if (process.waitFor() != 0)
                throw new NotMeasured("its limit of descriptors cannot be set: " + line);
            return line;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted during a fault", e);
        }
    }
}
