package expserver.lab;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.specs.Faults;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults find what is wrong with a server, and nothing that is not. */
@Tag("slow")
class MutantsTest {
    @TempDir
    private Path folder;

    static List<Mutant> mutants() {
        return List.of(
                Mutant.of("nothing is wrong", "Main", "final class Main {", "final class Main {"),
                Mutant.of("spinning write", "Connection",
                        "if (owed.isEmpty()) core.counters.sent += moved(channel.write(reply));",
                        "while (reply.hasRemaining()) channel.write(reply);", //
                        "a byte read per 100 ms", "one that never reads", "100 that never read",
                        "a client stopped for 3 s", "stalled and half-closed", "SIGTERM, a silent client"),
                Mutant.of("write interest always on", "Connection", "if (!owed.isEmpty()) ops |= OP_WRITE;",
                        "ops |= OP_WRITE;", //
                        "500 idle", "no descriptors left"),
                Mutant.of("no bound", "Connection", "(ending || owed.size() < HIGH_WATER_MARK)", "true", //
                        "one that never reads", "100 that never read", "stalled and half-closed",
                        "SIGTERM with replies owed", "SIGTERM, a silent client",
                        "? a byte read per 100 ms"), // 32 MiB in a heap of 64
                Mutant.of("no accept pause", "Listener", "pausing || core.isFull()", "core.isFull()", //
                        "no descriptors left"),
                Mutant.of("listener closed on accept failure", "Listener",
                        "        pause.set(failed + PAUSE.toNanos());\n",
                        "        close();\n", //
                        "no descriptors left"),
                Mutant.of("per-read reversal", "LineReverser", "longest - start == MAX_LINE ? longest : -1",
                        "longest > start ? longest : -1", //
                        "one byte at a time", "a line and a half", "line of 1 MiB", "200 that send slowly",
                        "? line of 99,999 bytes", "? 10,000 lines at once", // as they are cut into reads
                        "? half-close, 2,000 unread", "? 15 MB read late", "? reset in a reply, 50 times",
                        "? a byte read per 100 ms", "? a client stopped for 3 s",
                        "? SIGTERM with replies owed",
                        "? SIGTERM under 8 streams"),
                Mutant.of("close without shutting down", "Connection",
                        "if (ending && owed.isEmpty() && !outputEnded) endOutput();",
                        "inputEnded |= ending;", //
                        "SIGTERM under 8 streams"),
                Mutant.of("bind failure ignored", "Main", "core.listen(address);",
                        "try { core.listen(address); } catch (IOException e) { }", //
                        "a port in use", "a second instance"),
                Mutant.of("one exception ends the loop", "Loop", "        handler.onClosed(cause);\n",
                        "        throw new IllegalStateException(cause);\n", //
                        "reset in a reply, 50 times", "1,000 that vanish", "the server stopped",
                        "no descriptors left", "? close unread, 200 times"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void aMutantFailsWhatItMustAndNothingElse(Mutant mutant) throws IOException, InterruptedException {
        Candidate candidate = new Candidate.Started(mutant.name(), mutant.name(), mutant.compiledTo(folder),
                Map.of(), true);
        List<Result> results = new FaultRun(Faults.ALL, Profile.LINES,
                new Progress(new PrintWriter(System.err), false)).run(List.of(candidate));
        Set<String> failed = results.stream().filter(Result::failed).map(MutantsTest::failure)
                .filter(fault -> !mutant.fails().contains("? " + fault)).collect(toCollection(TreeSet::new));
        Set<String> expected = mutant.fails().stream().filter(fault -> !fault.startsWith("? "))
                .collect(toCollection(TreeSet::new));
        assertEquals(expected, failed, () -> results.stream().filter(Result::failed)
                .map(r -> r.spec() + ": " + r.message()).collect(Collectors.joining("\n", "\n", "\n")));
    }

    /** What a fault finds is told by its name; anything else is a failure of another kind. */
    private static String failure(Result result) {
        return result.message().startsWith(result.symptom() + ": ") ? result.spec() : result.toString();
    }
}
