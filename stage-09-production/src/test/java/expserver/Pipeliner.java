package expserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** A client that sends without pause and compares what comes, until the server ends the connection. */
final class Pipeliner implements Closeable {
    private static final int LINES_PER_SEND = 100;

    private final Socket socket;
    private final CompletableFuture<Long> lines = new CompletableFuture<>();
    private volatile long received;

    Pipeliner(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        start(this::send);
        start(this::receive);
    }

    private static void start(Runnable part) {
        Thread thread = new Thread(part);
        thread.setDaemon(true);
        thread.start();
    }

    private void send() {
        try {
            OutputStream output = socket.getOutputStream();
            for (long line = 1;;) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < LINES_PER_SEND; i++) text.append(line++).append('\n');
                output.write(text.toString().getBytes());
            }
        } catch (IOException closed) {
            // the other part tells how it ended
        }
    }

    /** A reset is an exception here, and so is a reply that is cut: readLine gives that, too, and it is not the right one. */
    private void receive() {
        try (BufferedReader replies = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
            for (String reply = replies.readLine(); reply != null; reply = replies.readLine()) {
                assertEquals(Long.toString(received + 1), new StringBuilder(reply).reverse().toString());
                received++;
            }
            lines.complete(received);
        } catch (IOException | AssertionError e) {
            lines.completeExceptionally(e);
        }
    }

    long received() {
        return received;
    }

    /** How many whole lines came before the end; fails if anything else came, or a reset. */
    CompletableFuture<Long> lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
