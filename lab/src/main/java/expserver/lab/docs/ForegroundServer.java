package expserver.lab.docs;

import expserver.lab.CourseServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that a step of a session starts, in a terminal of its own: {@code ./xps run 7}. */
final class ForegroundServer {
    private static final Pattern COMMAND = Pattern.compile("(?:\\w+=\\S* )*\\./xps run ([^-\\s]\\S*)(.*)");
    private static final Pattern ANNOUNCEMENT = Pattern.compile("listening on \\S+:\\d+\\R");
    private static final String IN_USE = "Address already in use";
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration END_TIME = Duration.ofSeconds(10);

    private final Step step;
    private final Process process;
    private final Output output;
    private final List<String> startUp;

    /** Returns when it listens on all its ports, or has ended. */
    ForegroundServer(Step step, CourseServer server, Processes processes, Duration patience)
            throws Flaw, IOException, InterruptedException {
        this.step = step;
        this.process = processes.bash("-c", step.typed());
        this.output = new Output(process);
        long ports = ports(step.typed(), server);
        boolean listens = output.await(text -> ANNOUNCEMENT.matcher(text).results().count() >= ports,
                patience);
        this.startUp = output.lines();
        if (listens) return;
        if (isRunning())
            throw new Flaw("'%s' does not listen within %d s".formatted(step.typed(), patience.toSeconds()));
        for (String line : startUp) {
            if (line.contains(IN_USE) && !step.shown().contains(line))
                throw new Flaw(line + ": end the program that has this port");
        }
        step.print(startUp);
    }

    /** The one of the servers that a command starts in the foreground. */
    static Optional<CourseServer> startedBy(String command, List<CourseServer> servers) {
        Matcher matcher = COMMAND.matcher(command);
        if (!matcher.matches() || command.endsWith("&")) return Optional.empty();
        return servers.stream().filter(s -> s.isNamed(matcher.group(1))).findFirst();
    }

    /** How many ports the command names, or the server has. */
    private static long ports(String command, CourseServer server) {
        Matcher matcher = COMMAND.matcher(command);
        matcher.matches();
        String arguments = matcher.group(2).replaceAll(" --\\S+ \\S+", "");
        long named = Stream.of(arguments.split(" ")).filter(word -> word.matches("\\d+")).count();
        return named == 0 ? server.ports() : named;
    }

    boolean isRunning() {
        return !output.ended();
    }

    /** Ends it as Ctrl-C does; its last lines are what {@code interrupt} shows. */
    void interrupt(Step interrupt) throws Flaw, IOException, InterruptedException {
        end("INT");
        List<String> lines = output.lines();
        int last = interrupt.shown().size();
        if (last > 0) interrupt.print(lines.subList(Math.max(0, lines.size() - last), lines.size()));
    }

    /** Ends it; its first lines are what its step shows. */
    void end(String signal) throws Flaw, IOException, InterruptedException {
        int first = step.shown().size();
        output.await(text -> text.lines().count() >= first, LAST_WORDS);
        signal(signal);
        if (!process.waitFor(END_TIME.toSeconds(), TimeUnit.SECONDS))
            throw new Flaw("'%s' does not end on SIG%s within %d s".formatted(step.typed(), signal,
                    END_TIME.toSeconds()));
        output.await(text -> false, LAST_WORDS);
        List<String> lines = output.lines();
        step.print(first == 0 ? startUp : lines.subList(0, Math.min(first, lines.size())));
    }

    /** Tells all of them, as a terminal does: the shell may not have become the server. */
    private void signal(String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .forEach(p -> command.add(Long.toString(p.pid())));
        new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
}
