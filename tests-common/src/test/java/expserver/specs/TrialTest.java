package expserver.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TrialTest {
    @Test
    @Timeout(60)
    void aFaultThatIsNotOverInTimeIsTooSlowAndIsEnded() throws IOException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (ServerProcess server = BadServer.start()) {
            Fault endless = Fault.of("endless", subject -> {
                try {
                    while (true) subject.expectAlive();
                } finally {
                    ended.countDown();
                }
            });
            Subject subject = Subject.running(server.server().addresses(), OptionalLong.empty());

            Trial trial = Trial.of(endless, subject, Duration.ofMillis(300));
            assertEquals(Symptom.TOO_SLOW, trial.failure().orElseThrow().symptom());
            ended.await();
        }
    }
}
