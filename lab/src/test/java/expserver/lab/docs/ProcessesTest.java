package expserver.lab.docs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    private Path folder;

    @Test
    void whileTheProgramEndsNothingIsStartedAndNobodyGoesOn() throws Exception {
        Processes processes = new Processes(folder);
        Process process = processes.start(List.of("sleep", "60"));
        processes.endForGood();
        assertFalse(process.isAlive());
        assertWaits(() -> processes.start(List.of("touch", "started")));
        assertWaits(() -> {
            processes.end();
            return null;
        });
    }

    private static void assertWaits(Callable<?> call) {
        Thread thread = new Thread(() -> {
            try {
                call.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }
}
