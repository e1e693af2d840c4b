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
                Mutant.of("nothing is wrong", "Main", "Main", "Main"),
                Mutant.of("spinning write", "Connection",
                        "if (owed.isEmpty()) core.counters.sent += moved(channel.write(reply));",
                        "while (reply.hasRemaining()) channel.write(reply);"),
                Mutant.of("write interest always on", "Connection", "if (!owed.isEmpty()) ops |= OP_WRITE;",
                        "ops |= OP_WRITE;"),
                Mutant.of("no bound", "Connection", "(ending || owed.size() < HIGH_WATER_MARK)", "true"),
                Mutant.of("no accept pause", "Listener", "        key.interestOps(0);\n", ""),
                Mutant.of("listener closed on accept failure", "Listener", "        key.interestOps(0);\n",
                        "        close();\n"),
                Mutant.of("per-read reversal", "LineReverser", "longest - start == MAX_LINE ? longest : -1",
                        "longest > start ? longest : -1"),
                Mutant.of("close without shutting down", "Connection",
                        "if (ending && owed.isEmpty() && !outputEnded) endOutput();",
                        "if (ending && owed.isEmpty()) inputEnded = true;"),
                Mutant.of("bind failure ignored", "Main",
                        "for (InetSocketAddress address : addresses) core.listen(address);",
                        "for (InetSocketAddress address : addresses) try { core.listen(address); } catch (IOException e) { }"),
                Mutant.of("one exception ends the loop", "Loop", "        handler.onClosed(cause);\n",
                        "        throw new IllegalStateException(cause);\n"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void aMutantFailsWhatItMustAndNothingElse(Mutant mutant) throws IOException, InterruptedException {
        Candidate candidate = new Candidate.Started(mutant.name(), mutant.name(), mutant.compiledTo(folder),
                Map.of());
        List<Result> results = new FaultRun(Faults.ALL, Profile.LINES,
                new Progress(new PrintWriter(System.err), false)).run(List.of(candidate));
        Set<String> failed = results.stream().filter(Result::failed).map(Result::spec)
                .filter(fault -> !mutant.fails().contains("? " + fault)).collect(toCollection(TreeSet::new));
        Set<String> expected = mutant.fails().stream().filter(fault -> !fault.startsWith("? "))
                .collect(toCollection(TreeSet::new));
        assertEquals(expected, failed, () -> results.stream().filter(Result::failed)
                .map(r -> r.spec() + ": " + r.message()).collect(Collectors.joining("\n", "\n", "\n")));
    }
}
