package expserver.lab.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
    private static final String PAGE = """
            <!-- session -->
            ```console
            $ ./xps run 7
            old
            ```

            <!-- session -->
            ```console
            $ bash -c 'sleep 60 & echo $! >orphan' &
            $ sleep 60 & touch ready; sleep 60
            ```
            """;

    @TempDir
    private Path folder;

    @Test
    void aCheckThatIsInterruptedLeavesNoProcessBehindAndTellsNothing() throws Exception {
        Project project = Project.in(folder.toRealPath());
        project.write("docs/page.md", PAGE);
        Process docs = new ProcessBuilder(ServerProcess.JAVA,
                "-Dxps.root=" + project.root(), "-cp", System.getProperty("java.class.path"),
                "expserver.lab.Xps", "docs")
                .redirectErrorStream(true).start();
        await().until(() -> Files.exists(project.root().resolve("ready")));
        List<Long> started = new ArrayList<>(docs.descendants().map(ProcessHandle::pid).toList());
        assertTrue(started.size() >= 4, started::toString);
        started.add(Long.parseLong(project.read("orphan").strip()));
        docs.toHandle().destroy(); // the process itself would close its output
        assertEquals("", new String(docs.getInputStream().readAllBytes(), UTF_8));
        assertTrue(docs.waitFor(10, SECONDS));
        for (long pid : started) assertFalse(SessionTest.isAlive(pid), () -> "process " + pid);
        assertEquals(PAGE, project.read("docs/page.md"));
    }
}
