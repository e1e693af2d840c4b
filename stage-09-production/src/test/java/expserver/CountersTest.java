package expserver;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CountersTest {
    private final Core core = new Core();
    private final InetSocketAddress address = core.listen(new InetSocketAddress("127.0.0.1", 0)).address();

    CountersTest() throws IOException {
        new Thread(() -> {
            try {
                core.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).start();
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void connectionsAreCountedThatCameAndThatAreOpen() throws IOException {
        Counters counters = core.counters;
        try (Client one = new Client(address); Client other = new Client(address)) {
            one.roundTrip("a\n".getBytes());
            other.roundTrip("a\n".getBytes());
            assertEquals(2, counters.getConnectionsOpen());
        }
        await().until(() -> counters.getConnectionsOpen() == 0);
        assertEquals(2, counters.getConnectionsAccepted());
    }

    @Test
    void everyByteIsCountedAlsoThoseThatHadToWait() throws IOException {
        try (Client client = new Client(address)) {
            long sent = client.flood(64 << 20, Duration.ofMillis(500), Client.PATIENCE);
            client.halfClose();
            client.expectFloodReplies();
            client.expectEnd();
            await().until(() -> core.counters.getConnectionsOpen() == 0);
            assertEquals(sent, core.counters.getBytesReceived());
            assertEquals(sent, core.counters.getBytesSent());
        }
    }

    @Test
    void aTurnTakesAsLongAsItKeepsOthersWaitingAndNotAsItWaitsItself() throws Exception {
        Client client = new Client(address);
        await().pollDelay(Duration.ofMillis(300)).until(() -> core.counters.getTurns() > 0); // it waits
        client.roundTrip("a\n".getBytes());
        assertTrue(core.counters.getLongestTurnMicros() < 250_000, "it counts the time it waits");

        ServerSocketChannel slow = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        core.loop.execute(() -> attach(slow));
        new Client((InetSocketAddress) slow.getLocalAddress()).close();
        await().untilAsserted(() -> assertTrue(core.counters.getLongestTurnMicros() >= 300_000,
                "it misses a handler that takes long"));
        slow.close();
        client.close();
    }

    @Test
    void theyAreShownOverJmx() throws Exception {
        core.counters.register();
        ObjectName name = new ObjectName("expserver:type=Counters");
        try (Client client = new Client(address)) {
            client.roundTrip("hello\n".getBytes());
            assertEquals(6L, ManagementFactory.getPlatformMBeanServer().getAttribute(name, "BytesReceived"));
        } finally {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        }
    }

    /** Has the loop accept with a handler that takes 300 ms. */
    private void attach(ServerSocketChannel slow) {
        try {
            core.loop.attach(slow, OP_ACCEPT, new LoopHandler() {
                @Override
                public void onReadable() throws IOException {
                    slow.accept().close();
                    LockSupport.parkNanos(300_000_000); // time is the point
                }

                @Override
                public void onClosed(Exception cause) {
                    throw new IllegalStateException(cause);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
