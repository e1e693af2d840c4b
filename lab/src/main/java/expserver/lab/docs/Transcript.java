package expserver.lab.docs;

import java.util.ArrayList;
import java.util.List;

/** A console block: what is typed at its prompts, in order. */
record Transcript(List<Step> steps) {
    static final String PROMPT = "$ ";
    private static final String CONTINUATION = "> ";

    private static final String NUMBERS = "numbers";

    static Transcript of(Directive session) throws Flaw {
        boolean numbers = session.arguments().equals(List.of(NUMBERS));
        if (!numbers && !session.arguments().isEmpty())
            throw new Flaw("session takes nothing but '%s': every number may differ".formatted(NUMBERS));

        List<String> lines = session.block().lines();
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            int start = at;
            if (!isTyped(lines.get(at)))
                throw new Flaw("a session begins with a command, such as: $ ./xps run 7");
            while (at + 1 < lines.size() && goesOn(lines.get(at), lines.get(at + 1))) at++;
            int end = ++at;
            while (at < lines.size() && !isTyped(lines.get(at))) at++;
            steps.add(new Step(session.block().start() + start, lines.subList(start, end),
                    lines.subList(end, at),
                    numbers));
        }
        if (steps.isEmpty()) throw new Flaw("a session begins with a command, such as: $ ./xps run 7");
        return new Transcript(steps);
    }

    /** Whether a command goes on in the next line: behind a backslash, or behind the prompt that bash has for it. */
    private static boolean goesOn(String line, String next) {
        return line.endsWith("\\") || isContinuation(next);
    }

    /** An empty line may have lost the space behind its prompt. */
    static boolean isContinuation(String line) {
        return line.startsWith(CONTINUATION) || line.equals(CONTINUATION.strip());
    }

    private static boolean isTyped(String line) {
        return line.startsWith(PROMPT) || line.equals(Step.INTERRUPT);
    }

    /** The lines that the block should have. */
    List<String> lines() {
        return steps.stream().flatMap(step -> step.lines().stream()).toList();
    }
}
