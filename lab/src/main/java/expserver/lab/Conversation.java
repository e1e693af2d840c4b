package expserver.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** One client's messages to a server, each sent when the reply to the one before has come. */
final class Conversation implements Callable<Void> {
    private final String client;
    private final int messages;
    private final Duration patience;
    private final Consumer<String> journal;
    private final Socket socket = new Socket();

    /** Connects; throws an exception that says why it cannot. */
    Conversation(String client, InetSocketAddress server, int messages, Duration patience,
            Consumer<String> journal) throws IOException {
        this.client = client;
        this.messages = messages;
        this.patience = patience;
        this.journal = journal;
        connect(server);
    }

    private void connect(InetSocketAddress server) throws IOException {
        String address = server.getAddress().getHostAddress() + ":" + server.getPort();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(server, (int) patience.toMillis());
        } catch (ConnectException e) {
            throw new IOException(
                    "%s: %s; start a server, such as ./xps run 7".formatted(address, e.getMessage()));
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(address, e.getMessage()));
        }
    }

    /** Tells the journal of each reply; throws an exception that says which one is missing or wrong. */
    @Override
    public Void call() throws IOException {
        try (socket) {
            InputStream replies = new BufferedInputStream(socket.getInputStream());
            for (int i = 1; i <= messages; i++) exchange("ping " + i, replies);
        }
        return null;
    }

    private void exchange(String message, InputStream replies) throws IOException {
        String expected = new StringBuilder(message).reverse() + "\n";
        String reply;
        try {
            socket.getOutputStream().write((message + "\n").getBytes(ISO_8859_1));
            reply = read(replies, expected.length());
        } catch (SocketTimeoutException e) {
            throw failure("no reply to " + message + " within " + patience.toSeconds() + " s");
        } catch (IOException e) {
            throw failure("no reply to " + message + ": " + e.getMessage());
        }
        if (!reply.equals(expected)) throw failure("wrong reply to " + message + ": " + printable(reply));
        journal.accept("%s: %s -> %s".formatted(client, message, reply.strip()));
    }

    private IOException failure(String what) {
        return new IOException(client + ": " + what);
    }

    /** Reads up to a newline, or what is too long in any case. */
    private static String read(InputStream replies, int length) throws IOException {
        StringBuilder reply = new StringBuilder();
        while (reply.length() <= length && reply.indexOf("\n") < 0) {
            int next = replies.read();
            if (next < 0) throw new EOFException("the server closed the connection");
            reply.append((char) next);
        }
        return reply.toString();
    }

    private static String printable(String reply) {
        return reply.replace("\n", "\\n").replaceAll("[^ -~]", "?");
    }
}
