package expserver.lab;

import static expserver.specs.Symptom.BURNS_CPU;
import static expserver.specs.Symptom.CLOSED;
import static expserver.specs.Symptom.LEAKS;
import static expserver.specs.Symptom.NO_REPLY;
import static expserver.specs.Symptom.REFUSED;
import static expserver.specs.Symptom.SERVER_DIED;
import static expserver.specs.Symptom.TOO_SLOW;
import static expserver.specs.Symptom.WRONG_EXIT;
import static expserver.specs.Symptom.WRONG_REPLY;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The faults find what is wrong with a server, and nothing that is not. To take minutes and not half an
 * hour, a mutant does not meet all. Stage 9 as it is does, and passes: {@code ./xps specs --all 9}.
 */
@Tag("slow")
class MutantsTest {
    @TempDir
    private Path folder;

    static List<Mutant> mutants() {
        return List.of(
                Mutant.of("spinning write", "Connection",
                        "if (owed.isEmpty()) core.counters.sent += moved(channel.write(reply));",
                        "while (reply.hasRemaining()) channel.write(reply);")
                        .fails(NO_REPLY, "a byte read per 100 ms", "one that never reads",
                                "100 that never read", "a client stopped for 3 s")
                        .fails(BURNS_CPU, "stalled and half-closed")
                        .fails(WRONG_EXIT, "SIGTERM, a silent client"),
                Mutant.of("write interest always on", "Connection", "if (!owed.isEmpty()) ops |= OP_WRITE;",
                        "ops |= OP_WRITE;").fails(BURNS_CPU, "500 idle", "no descriptors left")
                        .fails(CLOSED, "SIGTERM under 8 streams"), // by a write behind the end of the output
                Mutant.of("write interest never on", "Connection", "if (!owed.isEmpty()) ops |= OP_WRITE;",
                        "")
                        .fails(WRONG_REPLY, "half-close, replies owed", "15 MB read late",
                                "a byte read per 100 ms", "a client stopped for 3 s",
                                "SIGTERM with replies owed")
                        .mayFail(NO_REPLY, "half-close, replies owed", "15 MB read late", // behind a whole line
                                "a byte read per 100 ms", "a client stopped for 3 s",
                                "SIGTERM with replies owed")
                        .fails(CLOSED, "SIGTERM under 8 streams"),
                Mutant.of("no bound", "Connection", "(ending || owed.size() < HIGH_WATER_MARK)", "true")
                        .fails(SERVER_DIED, "one that never reads", "100 that never read",
                                "stalled and half-closed", "SIGTERM with replies owed")
                        .fails(WRONG_EXIT, "SIGTERM, a silent client")
                        .mayFail(SERVER_DIED, "a byte read per 100 ms"), // 32 MiB in a heap of 64
                Mutant.of("input awaited behind its end", "Connection", "if (!inputEnded && (ending",
                        "if ((ending").fails(BURNS_CPU, "stalled and half-closed"),
                Mutant.of("close with replies owed", "Connection",
                        "if (inputEnded && owed.isEmpty()) close();", "if (inputEnded) close();")
                        .fails(CLOSED, "half-close, replies owed"),
                Mutant.of("rest not answered", "Connection",
                        "else send(inputEnded ? lines.reverseRest(buffer) : lines.reverse(buffer));",
                        "else if (inputEnded) next();\nelse send(lines.reverse(buffer));")
                        .fails(CLOSED, "half-close in a line", "15 MB read late"), // which end within a line
                Mutant.of("line without a bound", "LineReverser",
                        """
                                MAX_LINE = 100_000;

                                    /** A read buffer of this many bytes leaves room for a read behind the longest unfinished line. */
                                    static final int BUFFER_SIZE = 128 * 1024;
                                """,
                        """
                                MAX_LINE = 10_000_000;
                                    static final int BUFFER_SIZE = 16 * 1024 * 1024;
                                """).fails(SERVER_DIED, "8 MiB without a newline"),
                Mutant.of("per-read reversal", "LineReverser", "longest - start == MAX_LINE ? longest : -1",
                        "longest > start ? longest : -1")
                        .fails(WRONG_REPLY, "one byte at a time", "a line and a half", "line of 1 MiB",
                                "200 that send slowly")
                        .mayFail(WRONG_REPLY, "line of 99,999 bytes", "10,000 lines at once", // as they are cut into reads
                                "half-close, 2,000 unread", "half-close, replies owed", "15 MB read late",
                                "reset in a reply, 50 times", "a byte read per 100 ms",
                                "a client stopped for 3 s", "SIGTERM with replies owed",
                                "SIGTERM under 8 streams"),
                Mutant.of("descriptor not given back after a reset", "Connection",
                        "            channel.close();\n",
                        "            if (inputEnded) channel.close();\nelse key.cancel();\n")
                        .fails(LEAKS, "reset in a reply, 50 times", "1,000 that vanish", "the server stopped")
                        .mayFail(LEAKS, "close unread, 200 times"), // a reset if the replies came before it
                Mutant.of("one exception ends the loop", "Loop", "        handler.onClosed(cause);\n",
                        "        throw new IllegalStateException(cause);\n")
                        .fails(SERVER_DIED, "reset in a reply, 50 times", "1,000 that vanish",
                                "the server stopped", "no descriptors left")
                        .mayFail(SERVER_DIED, "close unread, 200 times"),
                Mutant.of("backlog of the JDK, 50", "Listener", "channel.bind(address, BACKLOG);",
                        "channel.bind(address);").fails(TOO_SLOW, "300 connects at once"),
                Mutant.of("half the connections", "Limits", "new Limits(10_000,", "new Limits(5_000,")
                        .fails(NO_REPLY, "10,000 idle, 500 asked"),
                Mutant.of("no accept pause", "Listener", "pausing || core.isFull()", "core.isFull()")
                        .fails(BURNS_CPU, "no descriptors left"),
                Mutant.of("listener closed on accept failure", "Listener",
                        "        pause.set(failed + PAUSE.toNanos());\n", "        close();\n")
                        .fails(REFUSED, "no descriptors left"),
                Mutant.of("close without shutting down", "Connection",
                        "if (ending && owed.isEmpty() && !outputEnded) endOutput();",
                        "inputEnded |= ending;").fails(CLOSED, "SIGTERM under 8 streams"),
                Mutant.of("replies dropped at the end", "Connection",
                        "ending && owed.isEmpty() && !outputEnded",
                        "ending && !outputEnded")
                        .fails(CLOSED, "SIGTERM with replies owed")
                        .mayFail(CLOSED, "SIGTERM under 8 streams"), // unless all end behind a whole reply
                Mutant.of("drain without an end", "Core",
                        "if (draining && connections.isEmpty()) loop.end();", "")
                        .fails(WRONG_EXIT, "SIGTERM idle, and restart", "SIGTERM with replies owed",
                                "SIGTERM under 8 streams", "SIGTERM, a silent client"),
                Mutant.of("no address taken over", "Listener", "channel.bind(address, BACKLOG);",
                        "channel.setOption(java.net.StandardSocketOptions.SO_REUSEADDR, false)"
                                + ".bind(address, BACKLOG);")
                        .fails(REFUSED, "SIGTERM idle, and restart", "SIGKILL and restart"),
                Mutant.of("bind failure ignored", "Main", "core.listen(address);",
                        "try { core.listen(address); } catch (IOException e) { }")
                        .fails(WRONG_EXIT, "a port in use", "a second instance"),
                Mutant.of("unknown option ignored", "Main",
                        "throw new IllegalArgumentException(\"unknown option \" + arg);", "return 0;")
                        .fails(WRONG_EXIT, "bad arguments"),
                Mutant.of("exit status always 0", "Main", "System.exit(status);", "System.exit(0);")
                        .fails(WRONG_EXIT, "a port in use", "bad arguments", "a second instance"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void aMutantFailsWhatItMustAndNothingElse(Mutant mutant) throws IOException, InterruptedException {
        Candidate candidate = new Candidate.Started(mutant.name(), mutant.name(), mutant.compiledTo(folder),
                Map.of(), true);
        List<Result> failed = new FaultRun(mutant.faults(), Profile.LINES,
                new Progress(new PrintWriter(System.err), false)).run(List.of(candidate)).stream()
                .filter(Result::failed).toList();
        SortedMap<String, String> told = new TreeMap<>();
        for (Result result : failed) {
            String symptom = mutant.mayFail(result) ? mutant.must().get(result.spec()) : result.symptom();
            if (symptom != null) told.put(result.spec(), symptom);
        }
        assertEquals(mutant.must(), told, () -> failed.stream()
                .map(result -> result.spec() + ": " + result.message()).collect(joining("\n", "\n", "\n")));
    }
}
