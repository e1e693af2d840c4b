package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five clients send ten messages each to a server of the prologue, to which a message is 40 ms of work. */
@Timeout(60)
class PrologueTest {
    private record Talk(List<String> replies, Duration time) {
        static Talk with(String name) {
            try (ServerProcess server = CourseServer.named(name).start("--work", "40")) {
                String port = Integer.toString(server.server().addresses().get(0).getPort());
                long start = System.nanoTime();
                Launch client = Launch.of("client", "--num-clients", "5", "--messages", "10", "--port", port);
                Duration time = Duration.ofNanos(System.nanoTime() - start);
                assertEquals(0, client.status(), client::err);
                return new Talk(client.out().lines().toList(), time);
            }
        }
    }

    @Test
    void theSequentialServerServesAClientToItsEndBeforeTheNext() {
        List<String> expected = new ArrayList<>();
        for (int client = 0; client < 5; client++) {
            for (int i = 1; i <= 10; i++) {
                String reply = new StringBuilder("ping " + i).reverse().toString();
                expected.add("%4d  client %d: ping %d -> %s".formatted(10 * client + i, client, i, reply));
            }
        }
        assertEquals(expected, Talk.with("01-sequential").replies);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02-threads", "03-selector"})
    void theOthersAnswerEveryClientBeforeTheyAreDoneWithAny(String name) {
        List<String> replies = Talk.with(name).replies;
        assertEquals(50, replies.size());
        int lastFirst = IntStream.range(0, 50).filter(i -> replies.get(i).endsWith(": ping 1 -> 1 gnip"))
                .max()
                .orElseThrow();
        int firstLast = IntStream.range(0, 50).filter(i -> replies.get(i).endsWith(": ping 10 -> 01 gnip"))
                .min()
                .orElseThrow();
        assertTrue(lastFirst < firstLast, () -> String.join("\n", replies));
    }

    /** Ten times 40 ms where the clients' work is done at the same time, fifty times where it is not. */
    @Test
    void fiveThreadsDoTheWorkAboutFiveTimesSoonerThanOne() {
        long threads = Talk.with("02-threads").time.toMillis();
        for (String name : List.of("01-sequential", "03-selector")) {
            long one = Talk.with(name).time.toMillis();
            assertTrue(one > 3 * threads, "02-threads: %d ms, %s: %d ms".formatted(threads, name, one));
        }
    }
}
