package expserver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What a message costs in system calls, as strace(1) sees it. */
@Timeout(60)
@EnabledIf(value = "straceIsThere", disabledReason = "strace is missing (Debian: apt install strace)")
class SystemCallsTest {
    private static final Pattern RETURNED = Pattern.compile("^(\\d+) +(?:<\\.\\.\\. )?(\\w+).*\\) += .*$",
            Pattern.MULTILINE);
    private static final byte[] PING = "ping\n".getBytes();
    private static final int MESSAGES = 10;

    @TempDir
    private Path folder;

    static boolean straceIsThere() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(bin -> Files.exists(Path.of(bin, "strace")));
    }

    @Test
    void aMessageCostsOneWaitOneReadAndOneWrite() throws Exception {
        List<String> java = ServerProcess.java(System.getProperty("java.class.path"), List.of("0"));
        try (ServerProcess server = ServerProcess.start(java, 1);
                Client client = new Client(server.server().addresses().get(0))) {
            client.roundTrip(PING);
            Process strace = trace(server.handle().pid());
            try {
                for (int i = 0; i < MESSAGES; i++) client.roundTrip(PING);
                await().until(() -> calls().size() >= 3 * MESSAGES);
            } finally {
                strace.destroy();
                strace.waitFor();
            }
        }
        List<String> message = List.of("epoll_wait", "recvfrom", "sendto");
        assertEquals(Collections.nCopies(MESSAGES, message).stream().flatMap(List::stream).toList(),
                calls().subList(0, 3 * MESSAGES));
    }

    private Process trace(long pid) throws IOException {
        Path errors = folder.resolve("errors");
        Process strace = new ProcessBuilder("strace", "-f", "-p", Long.toString(pid), "-o",
                trace().toString(), "-e",
                "trace=%network,epoll_wait,epoll_pwait,epoll_ctl,read,write,readv,writev,close")
                .redirectError(Redirect.to(errors.toFile())).start();
        await().until(() -> Files.readString(errors).contains("attached"));
        return strace;
    }

    private Path trace() {
        return folder.resolve("trace");
    }

    /** The names of the loop's calls that have returned: threads of the JVM read and close files of their own. */
    private List<String> calls() throws IOException {
        List<MatchResult> calls = RETURNED.matcher(Files.readString(trace())).results().toList();
        Optional<String> loop = calls.stream().filter(call -> call.group(2).equals("epoll_wait"))
                .map(call -> call.group(1)).findFirst();
        return calls.stream().filter(call -> loop.equals(Optional.of(call.group(1))))
                .map(call -> call.group(2))
                .toList();
    }
}
