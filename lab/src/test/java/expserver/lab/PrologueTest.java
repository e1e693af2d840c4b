package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Five clients send ten messages each to a server of the prologue, to which a message is 100 ms of work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrologueTest {
    private final Talk sequential = Talk.with("01-sequential");
    private final Talk threads = Talk.with("02-threads");
    private final Talk selector = Talk.with("03-selector");

    private record Talk(List<String> replies, Duration time) {
        static Talk with(String name) {
            try (ServerProcess server = CourseServer.named(name).program("--work", "100").start()) {
                String port = Integer.toString(server.server().addresses().get(0).getPort());
                long start = System.nanoTime();
                Launch client = Launch.of("client", "--num-clients", "5", "--messages", "10", "--port", port);
                Duration time = Duration.ofNanos(System.nanoTime() - start);
                assertEquals(0, client.status(), client::err);
                return new Talk(client.out().lines().toList(), time);
            }
        }

        /** The places of the replies to that message, among those to all clients. */
        IntStream placesOf(String message) {
            return IntStream.range(0, replies.size())
                    .filter(i -> replies.get(i).contains(": " + message + " -> "));
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
        assertEquals(expected, sequential.replies);
    }

    @Test
    void theOthersAnswerEveryClientBeforeTheyAreDoneWithAny() {
        for (Talk talk : List.of(threads, selector)) {
            int lastFirst = talk.placesOf("ping 1").max().orElseThrow();
            int firstLast = talk.placesOf("ping 10").min().orElseThrow();
            assertTrue(lastFirst < firstLast, () -> String.join("\n", talk.replies));
        }
    }

    @Test
    void fiveThreadsDoTheWorkAboutFiveTimesSoonerThanOne() {
        for (Talk talk : List.of(sequential, selector)) {
            double ratio = (double) talk.time.toMillis() / threads.time.toMillis();
            assertTrue(ratio > 3, () -> talk.time + " on one thread, and on five " + threads.time);
        }
    }
}
