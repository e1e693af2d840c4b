package expserver.pitfalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

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
        List<String> output = outputWithoutDescriptors(OutOfDescriptors.class);
        assertTrue(output.contains("1000 times: Too many open files"), output::toString);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_17,
            disabledReason = "newer ones have the descriptor before they need it")
    void withoutDescriptorsTheFirstCloseOfAllBreaksEveryOther() throws Exception {
        List<String> output = outputWithoutDescriptors(FirstClose.class);
        assertTrue(output.contains("java.lang.ExceptionInInitializerError"), output::toString);
        assertTrue(output.contains("java.lang.NoClassDefFoundError:"
                + " Could not initialize class sun.nio.ch.FileDispatcherImpl"), output::toString);
    }

    @Test
    void whoHasClosedAChannelInTimeMayCloseOthers() throws Exception {
        List<String> output = outputWithoutDescriptors(FirstClose.class, "prepared");
        assertEquals(List.of("closed", "closed"), output.subList(1, output.size()));
    }

    /** What a program prints that may have 64 descriptors, some of which the JVM takes for itself. */
    private static List<String> outputWithoutDescriptors(Class<?> program, String... args)
            throws IOException {
        Process process = start(program, "ulimit -n 64; ", args);
        try (BufferedReader output = process.inputReader()) {
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(Class<?> program, String limits, String... args) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command = new ArrayList<>(List.of("sh", "-c", limits + "exec \"$@\"", "sh", java, "-cp",
                System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
