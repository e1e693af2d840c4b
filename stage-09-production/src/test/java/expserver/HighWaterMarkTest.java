package expserver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HighWaterMarkTest {
    private static final int MARK = 64 * 1024;

    @Test
    void aClientThatNeverReadsIsOwedTheMarkAndOneReadAtMost() throws Exception {
        try (Core core = new Core()) {
            InetSocketAddress address = core.listen(new InetSocketAddress("127.0.0.1", 0)).address();
            new Thread(() -> run(core)).start();
            try (Client silent = new Client(address)) {
                silent.flood(64 << 20, Duration.ofMillis(500), Client.PATIENCE);
                long owed = owed(core.connections.iterator().next()).size();
                assertTrue(owed >= MARK && owed < MARK + LineReverser.BUFFER_SIZE, "bytes owed: " + owed);
            }
        }
    }

    private static WriteQueue owed(Connection connection) throws ReflectiveOperationException {
        Field owed = Connection.class.getDeclaredField("owed");
        owed.setAccessible(true);
        return (WriteQueue) owed.get(connection);
    }

    private static void run(Core core) {
        try {
            core.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
