package expserver.lab.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A bash that runs commands one after the other, as if typed. */
final class Shell {
    /** What a command in the background gets done before a reader has typed the next one. */
    private static final Duration HEAD_START = Duration.ofSeconds(1);

    private final Process bash;
    private final Output output;
    private final Duration patience;
    private final String end = UUID.randomUUID() + "\n";

    Shell(Processes processes, Duration patience) throws IOException, InterruptedException {
        this.bash = processes.bash();
        this.output = new Output(bash);
        this.patience = patience;
    }

    /** Runs a command and returns the lines that came until it ended, or until it had its head start. */
    List<String> run(String command) throws Flaw, IOException, InterruptedException {
        // not as it is: it could be incomplete, or read the next command as its input
        String line = "eval '%s' </dev/null\n".formatted(command.replace("'", "'\\''"));
        if (command.endsWith("&")) line += "sleep " + HEAD_START.toSeconds() + "\n";
        bash.getOutputStream().write((line + "echo " + end).getBytes(UTF_8));
        bash.getOutputStream().flush();
        if (output.await(text -> text.contains(end), patience)) return lines(output.takeUntil(end));
        if (output.ended()) throw new Flaw("'%s' ends the shell: leave it out".formatted(command));
        if (output.isTooMuch()) throw new Flaw("'%s' prints too much: end it in | head".formatted(command));
        throw new Flaw("'%s' takes longer than %d s: end it, as in: timeout 5 COMMAND".formatted(command,
                patience.toSeconds()));
    }

    /** Without what a bash adds to its errors that has no terminal. */
    private static List<String> lines(String text) {
        return text.lines().map(line -> line.replaceFirst("^bash: (eval: )?line \\d+: ", "bash: ")).toList();
    }
}
