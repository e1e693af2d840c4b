package expserver;

import static java.nio.channels.SelectionKey.OP_READ;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Client;
import expserver.specs.SpecFailure;
import expserver.specs.Symptom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An edge comes when bytes arrive, and not because bytes are left. */
@Timeout(60)
class EdgeTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
    private static final byte[] LINE = ("x".repeat(149_999) + "\n").getBytes(); // its replies look the same
    private static final byte[] FIRST = Arrays.copyOf(LINE, LineReverser.MAX_LINE - 1);
    private static final byte[] SECOND = Arrays.copyOfRange(LINE, FIRST.length, LINE.length);
    private static final byte[] PIECE = Arrays.copyOf(LINE, LineReverser.MAX_LINE);
    private static final byte[] REST = Arrays.copyOfRange(LINE, PIECE.length, LINE.length);

    private final Core core = new Core();
    private final InetSocketAddress address = core.listen(ANY_PORT).address();
    private final Socket pause = Socket.listen(ANY_PORT, 1);
    private final CountDownLatch paused = new CountDownLatch(1);
    private final CountDownLatch arrived = new CountDownLatch(1);

    EdgeTest() throws IOException {
    }

    @BeforeEach
    void attachPause() throws IOException {
        core.loop.attach(pause, OP_READ, new LoopHandler() {
            @Override
            public void onReadable() throws IOException {
                paused.countDown();
                try {
                    arrived.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                pause.close();
            }

            @Override
            public void onClosed(Exception cause) {
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        arrived.countDown();
        core.close();
        pause.close();
    }

    @Test
    void whatOneReadLeavesIsReadWithoutAnotherEdge() throws Exception {
        try (Client client = clientOfWhomOneReadLeavesSome()) {
            client.expect(LINE, PIECE);
            client.expect(LINE, REST);
        }
    }

    @Test
    void withOneReadForEachEdgeAClientWaitsForEver() throws Exception {
        core.loop.comesBack = false;
        try (Client client = clientOfWhomOneReadLeavesSome()) {
            client.expect(LINE, PIECE);
            SpecFailure failure = assertThrows(SpecFailure.class, () -> client.expect(LINE, REST));
            assertEquals(Symptom.NO_REPLY, failure.symptom());
        }
    }

    @Test
    void urgentDataHidesNothingBehindIt() throws Exception {
        new Thread(this::run).start();
        try (java.net.Socket client = new java.net.Socket(address.getAddress(), address.getPort())) {
            new Client(pause.address()).close();
            paused.await();
            client.getOutputStream().write("hel".getBytes());
            client.sendUrgentData('!'); // a read ends here, whatever follows
            client.getOutputStream().write("lo\n".getBytes());
            arrived.countDown();

            client.setSoTimeout((int) Client.PATIENCE.toMillis());
            assertEquals("olleh\n", new String(client.getInputStream().readNBytes(6)));
        }
    }

    /** While the loop is held up, more arrives than the read buffer has room for behind the unfinished line. */
    private Client clientOfWhomOneReadLeavesSome() throws Exception {
        assertTrue(LineReverser.BUFFER_SIZE < LINE.length);
        new Thread(this::run).start();
        Client client = new Client(address);
        client.send(FIRST);
        await().until(() -> client.underway().unread() == 0);

        new Client(pause.address()).close();
        paused.await();
        client.send(SECOND);
        await().until(() -> client.underway().unacknowledged() == 0);
        arrived.countDown();
        return client;
    }

    private void run() {
        try {
            core.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
