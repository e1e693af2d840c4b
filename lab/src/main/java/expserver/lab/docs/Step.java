package expserver.lab.docs;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/** What is typed at a prompt in a console block, and what the block shows beneath it. */
final class Step {
    static final String INTERRUPT = "^C";

    private final int line;
    private final List<String> typed;
    private final List<String> shown;
    private final boolean numbers;
    private List<String> printed;

    /** {@code numbers} is whether numbers may differ from run to run. */
    Step(int line, List<String> typed, List<String> shown, boolean numbers) {
        this.line = line;
        this.typed = typed;
        this.shown = shown;
        this.numbers = numbers;
        this.printed = shown;
    }

    int line() {
        return line;
    }

    boolean isInterrupt() {
        return typed().equals(INTERRUPT);
    }

    /** The command, or the interrupt. */
    String typed() {
        return typed.stream().map(Step::withoutPrompt).collect(joining("\n"));
    }

    private static String withoutPrompt(String line) {
        boolean prompted = line.startsWith(Transcript.PROMPT) || Transcript.isContinuation(line);
        return prompted ? line.substring(Math.min(2, line.length())) : line;
    }

    /** What the block shows, without the empty lines that set off the next prompt. */
    List<String> shown() {
        return withoutEmptyEnd(shown);
    }

    private static List<String> withoutEmptyEnd(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) end--;
        return lines.subList(0, end);
    }

    /** Tells what was printed this time; what differs from run to run stays as it is shown. */
    void print(List<String> lines) {
        List<String> stripped = withoutEmptyEnd(lines.stream().map(String::stripTrailing).toList());
        if (Volatile.removedFrom(stripped, numbers).equals(Volatile.removedFrom(shown(), numbers))) return;
        printed = new ArrayList<>(stripped);
        printed.addAll(shown.subList(shown().size(), shown.size()));
    }

    /** The lines that the block should have. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(typed);
        lines.addAll(printed);
        return lines;
    }
}
