package expserver.specs;

import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A client that compares every byte and waits for none longer than {@link #PATIENCE}. */
public final class Client implements Closeable {
    /** How long a connect, a send or a reply may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a server without a bound may take to fill its 64 MiB: 3 s, and more on a busy machine. */
    static final Duration UNTIL_FULL = Duration.ofSeconds(15);

    private static final byte[] FLOOD = Lines.flood();
    private static final byte[] FLOOD_REPLIES = Lines.floodReplies();
    private static final int FLOOD_LINE = FLOOD.length / 64;
    private static final int FLOOD_SEND_BUFFER = 64 * 1024;
    private static final Duration ON_ITS_WAY = Duration.ofMillis(300); // the end of a connection, around the world

    private final InetSocketAddress address;
    private final Duration patience;
    private final Selector selector = Selector.open();
    private final SocketChannel channel = SocketChannel.open();
    private final SelectionKey key;
    private boolean outputEnded;
    private long flooded; // bytes sent by flood
    private long answered; // of those, bytes whose replies came

    /** Connects; throws {@link SpecFailure} if the server does not let it. */
    public Client(InetSocketAddress address) throws IOException {
        this(address, 0);
    }

    /** Connects, and is less patient, or more. */
    Client(InetSocketAddress address, Duration patience) throws IOException {
        this(address, 0, patience);
    }

    /** Connects with a receive buffer of that many bytes, 0 for the system's default. */
    public Client(InetSocketAddress address, int receiveBuffer) throws IOException {
        this(address, receiveBuffer, PATIENCE);
    }

    private Client(InetSocketAddress address, int receiveBuffer, Duration patience) throws IOException {
        this.address = address;
        this.patience = patience;
        channel.configureBlocking(false);
        if (receiveBuffer > 0) channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, OP_CONNECT);
        try {
            connect();
        } catch (SpecFailure | IOException e) {
            close();
            throw e;
        }
    }

    private void connect() throws IOException {
        try {
            channel.connect(address);
            long deadline = System.nanoTime() + patience.toNanos();
            while (!channel.finishConnect()) {
                if (!ready(OP_CONNECT, deadline))
                    throw failure(Symptom.NO_REPLY, "no connection " + inTime());
            }
        } catch (ConnectException e) {
            throw failure(Symptom.REFUSED, e.getMessage());
        } catch (IOException e) {
            throw failure(Symptom.CLOSED, "while connecting: " + e.getMessage());
        }
    }

    /** Sends a line and expects it back reversed. */
    public void roundTrip(byte[] line) throws IOException {
        send(line);
        expect(line, Lines.reversed(line));
    }

    /** Sends all of {@code bytes}. */
    public void send(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        long deadline = System.nanoTime() + patience.toNanos();
        while (left.hasRemaining()) {
            if (write(left) == 0 && !ready(OP_WRITE, deadline)) {
                throw failure(Symptom.NO_REPLY, "sent " + Lines.show(bytes) + "; the server took "
                        + left.position() + " bytes " + inTime());
            }
        }
    }

    /** Reads as many bytes as {@code reply} has and compares them; a failure tells what was {@code sent}. */
    public void expect(byte[] sent, byte[] reply) throws IOException {
        ByteBuffer came = ByteBuffer.allocate(reply.length);
        long deadline = System.nanoTime() + patience.toNanos();
        while (came.hasRemaining()) {
            int n = read(came);
            boolean wrong = Arrays.mismatch(came.array(), 0, came.position(), reply, 0, came.position()) >= 0;
            if (wrong) throw failure(Symptom.WRONG_REPLY, story(sent, reply, came, ""));
            if (n < 0) throw failure(Symptom.CLOSED, story(sent, reply, came, ", then the connection ended"));
            if (n == 0 && !ready(OP_READ, deadline)) {
                Symptom symptom = came.position() == 0 ? Symptom.NO_REPLY : Symptom.WRONG_REPLY;
                throw failure(symptom, story(sent, reply, came, ", and no more " + inTime()));
            }
        }
    }

    /** What comes: {@code length} bytes, or fewer if the connection ends before, in whatever way. */
    byte[] receive(int length) throws IOException {
        ByteBuffer came = ByteBuffer.allocate(length);
        long deadline = System.nanoTime() + patience.toNanos();
        while (came.hasRemaining()) {
            int n = readOrEnd(came);
            if (n < 0) break;
            if (n == 0 && !ready(OP_READ, deadline)) {
                throw failure(Symptom.NO_REPLY,
                        "%,d of %,d bytes came, and no more %s".formatted(came.position(),
                                length, inTime()));
            }
        }
        return Arrays.copyOf(came.array(), came.position());
    }

    /**
     * Sends {@code bytes} over and over, {@code limit} bytes in all, and throws away what comes, until none has moved for
     * {@code stall} or the server closes the connection; returns how many bytes its side took and sent.
     */
    Poured pour(byte[] bytes, long limit, Duration stall) throws IOException {
        ByteBuffer discarded = ByteBuffer.allocate(64 * 1024);
        long sent = 0;
        long answered = 0;
        while (true) {
            int from = (int) (sent % bytes.length);
            int length = (int) Math.min(bytes.length - from, limit - sent);
            int n;
            try {
                n = channel.write(ByteBuffer.wrap(bytes, from, length));
            } catch (IOException closed) {
                break;
            }
            sent += n;
            int came = readOrEnd(discarded.clear());
            if (came < 0) break;
            answered += came;
            int ops = sent < limit ? OP_READ | OP_WRITE : OP_READ;
            if (n == 0 && came == 0 && !ready(ops, System.nanoTime() + stall.toNanos())) break;
        }
        return new Poured(sent, answered);
    }

    /** How many bytes a server, with its kernel, took and sent. */
    record Poured(long taken, long answered) {
    }

    private int readOrEnd(ByteBuffer bytes) {
        try {
            return channel.read(bytes);
        } catch (IOException reset) {
            return -1;
        }
    }

    /** Expects that the server closes the connection, in an orderly way and without another byte. */
    public void expectEnd() throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            int n = read(one);
            if (n < 0) return;
            if (n > 0) throw failure(Symptom.WRONG_REPLY, "a byte more than all the replies: " + one.get(0));
            if (!ready(OP_READ, deadline))
                throw failure(Symptom.NO_REPLY, "no end of the connection " + inTime());
        }
    }

    /**
     * Sends lines and reads nothing, until {@code limit} bytes are sent, none moved for {@code stall},
     * {@code atMost} has passed or the server closes the connection; returns how many bytes its side took.
     */
    public long flood(long limit, Duration stall, Duration atMost) throws IOException {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, FLOOD_SEND_BUFFER); // MiBs here would hide a slow reader
        long before = flooded;
        long end = System.nanoTime() + atMost.toNanos();
        while (flooded - before < limit && System.nanoTime() < end) {
            int from = (int) (flooded % FLOOD.length);
            int length = (int) Math.min(FLOOD.length - from, limit - (flooded - before));
            try {
                int n = channel.write(ByteBuffer.wrap(FLOOD, from, length));
                flooded += n;
                if (n == 0 && !ready(OP_WRITE, System.nanoTime() + stall.toNanos())) break;
            } catch (IOException closed) {
                break;
            }
        }
        return flooded - before;
    }

    /** Expects the replies to all lines that {@link #flood} has sent; to the unfinished one after a half-close. */
    public void expectFloodReplies() throws IOException {
        long complete = outputEnded ? flooded : flooded - flooded % FLOOD_LINE;
        while (answered < complete) expectFloodReply();
    }

    /** Expects the reply to the next line of a {@link #flood}, or the rest of it. */
    public void expectFloodReply() throws IOException {
        int begun = (int) (answered % FLOOD_LINE);
        expectFloodBytes((int) Math.min(FLOOD_LINE, flooded - answered + begun) - begun);
    }

    /** Expects the next {@code n} bytes of the reply to a line of a {@link #flood}. */
    void expectFloodBytes(int n) throws IOException {
        int begun = (int) (answered % FLOOD_LINE);
        long line = answered - begun;
        int from = (int) (line % FLOOD.length);
        byte[] sent = Arrays.copyOfRange(FLOOD, from, from + (int) Math.min(FLOOD_LINE, flooded - line));
        expect(sent, Arrays.copyOfRange(Lines.reversed(sent), begun, begun + n));
        answered += n;
    }

    /** How many bytes of replies to a {@link #flood} it has yet to read. */
    long owed() {
        return flooded - answered;
    }

    /**
     * Sends lines without a pause and compares their replies meanwhile, until the server ends the connection; expects
     * that it does so in an orderly way, behind a whole reply, and takes what still comes. Counts the replies in
     * {@code replies}, and reads none while {@code reads} says so.
     */
    void pipeline(AtomicLong replies, BooleanSupplier reads) throws IOException {
        ByteBuffer came = ByteBuffer.allocate(FLOOD.length);
        while (true) {
            long before = flooded;
            sendFlood();
            if (!reads.getAsBoolean()) {
                Pause.of(Duration.ofMillis(10));
                continue;
            }
            int n = read(came.clear().limit(FLOOD.length - (int) (answered % FLOOD.length)));
            if (n < 0) break;
            expectFloodReply(came.flip());
            replies.set(answered / FLOOD_LINE);
            if (n == 0 && flooded == before
                    && !ready(OP_READ | OP_WRITE, System.nanoTime() + patience.toNanos())) {
                throw failure(Symptom.NO_REPLY, "neither a reply nor the connection's end came " + inTime());
            }
        }
        long torn = answered % FLOOD_LINE;
        if (torn > 0)
            throw failure(Symptom.CLOSED, "the connection ended after %d of the %d bytes of a reply"
                    .formatted(torn, FLOOD_LINE));
        sendOn();
    }

    /** Sends as much as the server's side takes now. */
    private void sendFlood() throws IOException {
        int from = (int) (flooded % FLOOD.length);
        try {
            flooded += write(ByteBuffer.wrap(FLOOD, from, FLOOD.length - from));
        } catch (SpecFailure failure) {
            throw failure.after("a reset: the server closed while input was unread, or still came");
        }
    }

    /**
     * Sends on, as a client does to whom the end is still on its way. A reset that follows an end discards what the
     * client has yet to be sent, and is told as EPIPE, and not to those who read: tcp_reset() of Linux.
     */
    private void sendOn() throws IOException {
        long end = System.nanoTime() + ON_ITS_WAY.toNanos();
        while (System.nanoTime() < end) {
            sendFlood();
            Pause.of(Duration.ofMillis(10));
        }
    }

    private void expectFloodReply(ByteBuffer came) {
        int from = (int) (answered % FLOOD.length);
        int wrong = Arrays.mismatch(came.array(), 0, came.limit(), FLOOD_REPLIES, from, from + came.limit());
        if (wrong >= 0) {
            byte[] shown = Arrays.copyOfRange(came.array(), wrong, came.limit());
            throw failure(Symptom.WRONG_REPLY, "byte %,d of the replies to a stream of lines is wrong: %s"
                    .formatted(answered + wrong, Lines.show(shown)));
        }
        answered += came.limit();
    }

    /** What was sent and is still in the kernel; Linux only, and IPv4. */
    public Underway underway() throws IOException {
        return Underway.between((InetSocketAddress) channel.getLocalAddress(), address);
    }

    /** Sends no more; replies may still come. */
    public void halfClose() throws IOException {
        channel.shutdownOutput();
        outputEnded = true;
    }

    /** Ends the connection with a reset, whatever is on its way. */
    public void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }

    private int write(ByteBuffer bytes) throws IOException {
        try {
            return channel.write(bytes);
        } catch (IOException e) {
            throw failure(Symptom.CLOSED, "while sending: " + e.getMessage());
        }
    }

    private int read(ByteBuffer bytes) throws IOException {
        try {
            return channel.read(bytes);
        } catch (IOException e) {
            throw failure(Symptom.CLOSED, "while waiting for a reply: " + e.getMessage());
        }
    }

    private boolean ready(int op, long deadline) throws IOException {
        key.interestOps(op);
        selector.selectedKeys().clear();
        long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        return millis > 0 && selector.select(millis) > 0;
    }

    private SpecFailure failure(Symptom symptom, String details) {
        return new SpecFailure(symptom, address.getHostString() + ":" + address.getPort() + ": " + details);
    }

    private static String story(byte[] sent, byte[] reply, ByteBuffer came, String end) {
        return "\n  sent      " + Lines.show(sent) + "\n  expected  " + Lines.show(reply) + "\n  came      "
                + Lines.show(Arrays.copyOf(came.array(), came.position())) + end;
    }

    private String inTime() {
        return "within " + patience.toSeconds() + " s";
    }
}
