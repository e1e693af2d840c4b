package expserver.specs;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ClientTest {
    private static final byte[] HELLO = "hello\n".getBytes();
    private static final byte[] OLLEH = "olleh\n".getBytes();
    private static final Duration STALL = Duration.ofMillis(300);

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
    private Client client;
    private Socket peer;

    ClientTest() throws IOException {
    }

    @BeforeEach
    void connect() throws IOException {
        client = new Client(address);
        peer = listener.accept();
        peer.setTcpNoDelay(true);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        peer.close();
        listener.close();
    }

    @Test
    void aLineIsSentWholeAndItsReplyExpectedReversed() throws IOException {
        reply(OLLEH);
        client.roundTrip(HELLO);
        assertArrayEquals(HELLO, peer.getInputStream().readNBytes(HELLO.length));
    }

    @Test
    void aReplyMayComeByteByByte() throws IOException {
        ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int i = 0; i < OLLEH.length; i++) {
                byte[] one = {OLLEH[i]};
                pace.schedule(() -> reply(one), 20 * i, MILLISECONDS);
            }
            client.expect(HELLO, OLLEH);
        } finally {
            pace.shutdownNow();
        }
    }

    @Test
    void ofTwoRepliesInOnePieceTheFirstIsReadAndNoByteMore() throws IOException {
        reply("olleh\ndlrow\n".getBytes());
        client.expect(HELLO, OLLEH);
        client.expect("world\n".getBytes(), "dlrow\n".getBytes());
        peer.close();
        client.expectEnd();
    }

    @Test
    void aReplyIsWrongAsSoonAsAByteDiffers() throws IOException {
        reply("ox".getBytes());
        assertSymptom(Symptom.WRONG_REPLY, "  came      \"ox\" (2 bytes)", () -> client.expect(HELLO, OLLEH));
    }

    @Test
    void aReplyIsWrongIfItStaysIncomplete() throws IOException {
        reply("olleh".getBytes());
        assertSymptom(Symptom.WRONG_REPLY, "\"olleh\" (5 bytes), and no more within 5 s",
                () -> client.expect(HELLO, OLLEH));
    }

    @Test
    void noByteIsNoReply() {
        assertSymptom(Symptom.NO_REPLY, "\"\" (0 bytes), and no more within 5 s",
                () -> client.expect(HELLO, OLLEH));
    }

    @Test
    void anEndBeforeTheReplyIsComplete() throws IOException {
        reply("olleh".getBytes());
        peer.close();
        assertSymptom(Symptom.CLOSED, "\"olleh\" (5 bytes), then the connection ended",
                () -> client.expect(HELLO, OLLEH));
    }

    @Test
    void aResetBeforeTheReply() throws IOException {
        resetByPeer();
        assertSymptom(Symptom.CLOSED, "Connection reset", () -> client.expect(HELLO, OLLEH));
    }

    @Test
    void aResetBeforeTheLine() throws IOException {
        resetByPeer();
        assertSymptom(Symptom.CLOSED, "while sending: ", () -> client.send(HELLO));
    }

    @Test
    void aServerThatTakesNothingIsNoReply() {
        assertSymptom(Symptom.NO_REPLY, " bytes within 5 s", () -> client.send(new byte[16 << 20]));
    }

    @Test
    void aPortWhereNobodyListensIsRefused() throws IOException {
        try (Port port = new Port()) {
            assertSymptom(Symptom.REFUSED, "Connection refused", () -> new Client(port.address()).close());
        }
    }

    @Test
    void aListenerWithAFullBacklogIsNoReply() throws IOException {
        try (Socket first = new Socket(address.getAddress(), address.getPort());
                Socket second = new Socket(address.getAddress(), address.getPort())) { // Linux takes backlog + 1
            assertTrue(first.isConnected() && second.isConnected());
            assertSymptom(Symptom.NO_REPLY, "no connection within 5 s", () -> new Client(address).close());
        }
    }

    @Test
    void anOrderlyEndIsExpectedAndNothingElse() throws IOException {
        assertSymptom(Symptom.NO_REPLY, "no end of the connection within 5 s", client::expectEnd);
        reply("x".getBytes());
        assertSymptom(Symptom.WRONG_REPLY, "a byte more than all the replies: 120", client::expectEnd);
        peer.close();
        client.expectEnd();
    }

    @Test
    void aResetIsNoOrderlyEnd() throws IOException {
        resetByPeer();
        assertSymptom(Symptom.CLOSED, "Connection reset", client::expectEnd);
    }

    @Test
    void closeIsAnOrderlyEndAndResetIsNot() throws IOException {
        client.close();
        assertEquals(-1, peer.getInputStream().read());

        try (Client other = new Client(address); Socket otherPeer = listener.accept()) {
            other.reset();
            assertThrows(SocketException.class, () -> otherPeer.getInputStream().read());
        }
    }

    @Test
    void afterAHalfCloseRepliesStillCome() throws IOException {
        client.halfClose();
        assertEquals(-1, peer.getInputStream().read());
        reply(OLLEH);
        client.expect(HELLO, OLLEH);
    }

    @Test
    void aFloodOverAPeerThatNeverReadsReturnsWhatTheSocketsTook() throws IOException {
        long taken = client.flood(1 << 30, STALL, Client.PATIENCE);
        assertTrue(taken > 64 * 1024 && taken < 1 << 20, taken + " bytes, most of them on the client's side");

        client.halfClose();
        assertEquals(taken, peer.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    @Test
    void aFloodEndsAtItsLimit() throws IOException {
        assertEquals(100_000, client.flood(100_000, STALL, Client.PATIENCE));
        client.halfClose();

        byte[] came = peer.getInputStream().readAllBytes();
        byte[] lines = Lines.flood();
        assertEquals(100_000, came.length);
        assertArrayEquals(lines, Arrays.copyOf(came, lines.length));
        assertArrayEquals(Arrays.copyOf(lines, came.length - lines.length),
                Arrays.copyOfRange(came, lines.length, came.length));
    }

    @Test
    void aFloodOverAPeerThatTakesEverythingEndsInTime() throws IOException {
        Thread reader = new Thread(() -> {
            try {
                peer.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                // the test is over
            }
        });
        reader.start();

        long start = System.nanoTime();
        client.flood(Long.MAX_VALUE, Client.PATIENCE, Duration.ofMillis(200));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Client.PATIENCE) < 0, took.toString());
    }

    @Test
    void aFloodEndsWhenThePeerCloses() throws IOException {
        resetByPeer();
        assertEquals(0, client.flood(1 << 30, STALL, Client.PATIENCE));
    }

    @Test
    void theRepliesToAFloodAreExpectedLineByLineAndTheRestAfterAHalfClose() throws IOException {
        byte[] lines = Lines.flood();
        client.flood(2_000, STALL, Client.PATIENCE);
        reply(Lines.reversed(Arrays.copyOf(lines, 1024)));
        client.expectFloodReplies();

        client.halfClose();
        reply(Lines.reversed(Arrays.copyOfRange(lines, 1024, 2_000)));
        client.expectFloodReplies();
        peer.close();
        client.expectEnd();
    }

    @Test
    void aWrongReplyToAFloodIsFound() throws IOException {
        byte[] lines = Lines.flood();
        client.flood(2048, STALL, Client.PATIENCE);
        reply(Lines.reversed(Arrays.copyOf(lines, 1024)));
        reply(Lines.reversed(Arrays.copyOf(lines, 1024)));
        assertSymptom(Symptom.WRONG_REPLY, "came", client::expectFloodReplies);
    }

    @Test
    void aStreamOfLinesMayBeEndedBehindAnyReply() throws IOException {
        AtomicLong replies = new AtomicLong();
        reply(Arrays.copyOf(Lines.floodReplies(), 3 * 1024));
        peer.shutdownOutput();
        client.pipeline(replies, () -> true);
        assertEquals(3, replies.get());
    }

    @Test
    void aStreamOfLinesThatIsEndedWithinAReplyIsTorn() throws IOException {
        reply(Arrays.copyOf(Lines.floodReplies(), 3 * 1024 + 10));
        peer.shutdownOutput();
        assertSymptom(Symptom.CLOSED, "ended after 10 of the 1024 bytes of a reply",
                () -> client.pipeline(new AtomicLong(), () -> true));
    }

    @Test
    void aStreamOfLinesThatIsResetBehindAReplyIsTornAsWell() throws IOException {
        reply(Arrays.copyOf(Lines.floodReplies(), 3 * 1024));
        resetByPeer();
        assertSymptom(Symptom.CLOSED, "Connection reset",
                () -> client.pipeline(new AtomicLong(), () -> true));
    }

    @Test
    void aStreamOfLinesWhoseEndIsFollowedByAResetIsTornAsWell() throws IOException {
        reply(Arrays.copyOf(Lines.floodReplies(), 3 * 1024));
        peer.shutdownOutput();
        peer.close();
        assertSymptom(Symptom.CLOSED, "the server closed while input was unread, or still came",
                () -> client.pipeline(new AtomicLong(), () -> true));
    }

    @Test
    void aWrongByteInTheRepliesToAStreamOfLinesIsFound() throws IOException {
        byte[] replies = Arrays.copyOf(Lines.floodReplies(), 3 * 1024);
        replies[2_000] = 'x';
        reply(replies);
        assertSymptom(Symptom.WRONG_REPLY, "byte 2,000", () -> client.pipeline(new AtomicLong(), () -> true));
    }

    private Void reply(byte[] bytes) throws IOException {
        peer.getOutputStream().write(bytes);
        return null;
    }

    private void resetByPeer() throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    /** {@code words} are part of the last line of the message. */
    private static void assertSymptom(Symptom symptom, String words, Executable action) {
        SpecFailure failure = assertThrows(SpecFailure.class, action);
        assertEquals(symptom, failure.symptom(), failure.getMessage());
        assertTrue(failure.getMessage().contains(words), failure.getMessage());
    }
}
