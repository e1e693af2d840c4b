package expserver.specs;

import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Reverses lines on one thread, if none of its flaws interferes: {@code BadServer [DEED:OCCASION ...] PORT ...}. */
public final class BadServer {
    /** What the server does when it should answer a client. */
    enum Deed {
        /** It answers. */
        ANSWERS,
        /** It sends as many bytes as it should, all wrong. */
        SENDS_GARBAGE,
        /** It keeps the last byte for itself. */
        STOPS_ONE_SHORT,
        /** It neither answers nor reads from this client again. */
        FALLS_SILENT,
        /** It closes the connection. */
        CLOSES,
        /** It ends, without a word to any client. */
        DIES,
        /** It answers, and serves nobody else until the client has taken all. */
        FREEZES,
        /** It answers, and reads on from a client that takes no replies. */
        HOARDS,
        /** It answers, and accepts no more clients. */
        STOPS_LISTENING,
        /** It answers, and tries again at once when it cannot accept a client. */
        SPINS,
        /** It answers, and does not listen where connections of another server are about to end. */
        WAITS_FOR_OLD_CONNECTIONS
    }

    /** When it does that: every occasion but the first comes in one of the four specs and in no other. */
    enum Occasion {
        ALWAYS,
        /** The client came to another port than the first. */
        ON_SECOND_PORT,
        /** The client has had 500 replies. */
        AFTER_500_LINES,
        /** More than ten clients are connected. */
        IN_A_CROWD,
        /** It is the hundredth client. */
        LAST_OF_A_CROWD,
        /** Some client has closed its connection while others stayed. */
        AFTER_A_CLOSE,
        /** Some client has reset its connection, with more than 1 KiB of replies on their way. */
        AFTER_A_RESET,
        /** The client was connected when that happened. */
        WITNESS_OF_A_RESET,
        /** The client came after that. */
        NEWCOMER_AFTER_A_RESET,
        /** Some client has sent more than 2 MiB. */
        AFTER_A_FLOOD
    }

    /** A deed with its occasion. */
    record Flaw(Deed deed, Occasion occasion) {
        static Flaw of(String text) {
            String[] words = text.split(":");
            return new Flaw(Deed.valueOf(words[0]), Occasion.valueOf(words[1]));
        }

        @Override
        public String toString() {
            return deed + ":" + occasion;
        }
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final List<Flaw> flaws = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final List<ServerSocketChannel> listeners = new ArrayList<>();
    private int connected;
    private int accepted;
    private boolean seenClose;
    private boolean seenReset;
    private boolean seenFlood;

    private BadServer() throws IOException {
    }

    /** Starts a bad server on two free ports, in a process of its own. */
    static ServerProcess start(Flaw... flaws) {
        List<String> arguments = new ArrayList<>();
        for (Flaw flaw : flaws) arguments.add(flaw.toString());
        arguments.addAll(List.of("0", "0"));
        return ServerProcess.start(ServerProcess.java(System.getProperty("java.class.path"), arguments), 2);
    }

    public static void main(String[] args) throws IOException {
        BadServer server = new BadServer();
        for (String arg : args) {
            if (arg.contains(":")) server.flaws.add(Flaw.of(arg));
            else server.listen(Integer.parseInt(arg));
        }
        while (true) server.selector.select(server::dispatch); // in the order in which the events came
    }

    private void listen(int port) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        if (does(Deed.WAITS_FOR_OLD_CONNECTIONS)) listener.setOption(SO_REUSEADDR, false);
        listener.bind(new InetSocketAddress("127.0.0.1", port), 1024);
        listener.configureBlocking(false);
        listener.register(selector, OP_ACCEPT);
        listeners.add(listener);
        System.out.println("listening on 127.0.0.1:" + listener.socket().getLocalPort());
    }

    private void dispatch(SelectionKey key) {
        try {
            if (key.isAcceptable()) accept((ServerSocketChannel) key.channel());
            else serve((Connection) key.attachment());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes in all who wait, so that clients are counted before any of them is answered. */
    private void accept(ServerSocketChannel listener) throws IOException {
        boolean first = listener == listeners.get(0);
        for (SocketChannel c = next(listener); c != null; c = next(listener)) new Connection(c, !first);
    }

    /** The next client that waits, if any; a server that can accept nobody does nothing for a while. */
    private SocketChannel next(ServerSocketChannel listener) throws IOException {
        try {
            return listener.accept();
        } catch (IOException noDescriptor) {
            // Not a class of ours that nobody has used yet: to load it takes a descriptor.
            if (!does(Deed.SPINS)) LockSupport.parkNanos(50_000_000);
            return null;
        }
    }

    private boolean does(Deed deed) {
        return flaws.stream().anyMatch(flaw -> flaw.deed == deed);
    }

    private void serve(Connection client) throws IOException {
        try {
            if (client.key.isReadable()) client.onReadable();
            else client.answer();
        } catch (IOException reset) {
            seenReset |= client.received > 1024;
            client.close();
        }
    }

    /** One client: reads only while it owes nothing. */
    private final class Connection {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final boolean onSecondPort;
        private final boolean newcomer = seenReset;
        private final int number = ++accepted;
        private final ByteBuffer lines = ByteBuffer.allocate(64 * 1024);
        private ByteBuffer owed = NOTHING;
        private final Deque<ByteBuffer> hoard = new ArrayDeque<>();
        private long received;
        private int answered;

        Connection(SocketChannel channel, boolean onSecondPort) throws IOException {
            this.channel = channel;
            this.onSecondPort = onSecondPort;
            channel.configureBlocking(false);
            key = channel.register(selector, OP_READ, this);
            connected++;
        }

        void onReadable() throws IOException {
            int n = channel.read(lines);
            if (n == -1) {
                close();
                seenClose |= connected > 0;
                return;
            }
            received += n;
            seenFlood |= received > 2 << 20;
            owed = replies();
            if (owed.hasRemaining()) answer();
        }

        private ByteBuffer replies() {
            ByteBuffer replies = ByteBuffer.allocate(lines.position());
            int start = 0;
            for (int i = 0; i < lines.position(); i++) {
                if (lines.get(i) != '\n') continue;
                replies.put(Lines.reversed(Arrays.copyOfRange(lines.array(), start, i + 1)));
                start = i + 1;
                answered++;
            }
            lines.limit(lines.position()).position(start);
            lines.compact();
            return replies.flip();
        }

        /** Does what the occasion calls for, and once more whenever the socket takes more of a long reply. */
        void answer() throws IOException {
            switch (deed()) {
                case ANSWERS, SPINS, WAITS_FOR_OLD_CONNECTIONS -> send();
                case SENDS_GARBAGE -> {
                    Arrays.fill(owed.array(), (byte) '?');
                    send();
                }
                case STOPS_ONE_SHORT -> {
                    owed.limit(owed.limit() - 1);
                    send();
                }
                case FALLS_SILENT -> key.interestOps(0);
                case CLOSES -> close();
                case DIES -> System.exit(1);
                case FREEZES -> sendAll();
                case HOARDS -> hoard();
                case STOPS_LISTENING -> {
                    if (listeners.get(0).isOpen()) stopListening();
                    else send();
                }
            }
        }

        private Deed deed() {
            return flaws.stream().filter(f -> isTimeFor(f.occasion)).map(Flaw::deed).findFirst()
                    .orElse(Deed.ANSWERS);
        }

        private boolean isTimeFor(Occasion occasion) {
            return switch (occasion) {
                case ALWAYS -> true;
                case ON_SECOND_PORT -> onSecondPort;
                case AFTER_500_LINES -> answered > 500;
                case IN_A_CROWD -> connected > 10;
                case LAST_OF_A_CROWD -> number == 100;
                case AFTER_A_CLOSE -> seenClose;
                case AFTER_A_RESET -> seenReset;
                case WITNESS_OF_A_RESET -> seenReset && !newcomer;
                case NEWCOMER_AFTER_A_RESET -> newcomer;
                case AFTER_A_FLOOD -> seenFlood;
            };
        }

        private void send() throws IOException {
            channel.write(owed);
            key.interestOps(owed.hasRemaining() ? OP_WRITE : OP_READ);
        }

        private void sendAll() throws IOException {
            try (Selector own = Selector.open()) {
                channel.register(own, OP_WRITE);
                for (send(); owed.hasRemaining(); send()) own.select();
            }
        }

        private void hoard() throws IOException {
            hoard.add(owed);
            owed = NOTHING;
            while (!hoard.isEmpty() && !hoard.peek().hasRemaining()) hoard.remove();
            if (!hoard.isEmpty()) channel.write(hoard.peek());
            key.interestOps(hoard.isEmpty() ? OP_READ : OP_READ | OP_WRITE);
        }

        /** Answers in the next turn: a closed listener keeps its port until the next selection. */
        private void stopListening() throws IOException {
            for (ServerSocketChannel listener : listeners) listener.close();
            key.interestOps(OP_WRITE);
        }

        void close() throws IOException {
            channel.close();
            connected--;
        }
    }
}
