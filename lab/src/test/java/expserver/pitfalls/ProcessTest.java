package expserver.pitfalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong between a server and its operating system; each needs a process of its own. */
@Timeout(60)
class ProcessTest {
    @Test
    void aHookThatExitsHangs() throws Exception {
        Process process = start(ExitInHook.class, "");
        try (BufferedReader output = process.inputReader()) {
            assertEquals("ready", output.readLine());
            process.destroy(); // SIGTERM
            assertFalse(process.waitFor(1, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aListenerWithoutDescriptorsIsReadyForEver() throws Exception {
        Process process = start(OutOfDescriptors.class, "ulimit -n 64; ");
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            assertTrue(lines.contains("1000 times: Too many open files"), lines::toString);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(Class<?> program, String limits) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder("sh", "-c", limits + "exec \"$@\"", "sh", java, "-cp",
                System.getProperty("java.class.path"), program.getName()).redirectErrorStream(true).start();
    }
}
