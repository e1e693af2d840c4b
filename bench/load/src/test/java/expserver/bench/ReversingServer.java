package expserver.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Reverses lines, a thread for each client, if its deed does not interfere. */
final class ReversingServer implements Closeable {
    /** What the server does when it has read a line. */
    @FunctionalInterface
    interface Deed {
        /** Returns what to send; {@code number} is that of the line among those of the client, from 1. */
        byte[] reply(int number, byte[] reversed, Socket client) throws IOException, InterruptedException;

        /** Does it with the line of this number only. */
        default Deed onlyOn(int line) {
            return (number, reversed, client) -> number == line ? reply(number, reversed, client) : reversed;
        }
    }

    final AtomicInteger accepted = new AtomicInteger();
    final AtomicInteger lines = new AtomicInteger();
    /** How many clients said that they send no more. */
    final AtomicInteger halfClosed = new AtomicInteger();
    final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final Deed deed;

    /** Answers all lines. */
    ReversingServer() throws IOException {
        this((number, reversed, client) -> reversed);
    }

    ReversingServer(Deed deed) throws IOException {
        this.deed = deed;
        start(this::accept);
    }

    String port() {
        return Integer.toString(listener.getLocalPort());
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            accepted.incrementAndGet();
            open.add(client);
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            int number = 1;
            for (byte[] reply = reversed(in); reply != null; reply = reversed(in)) {
                lines.incrementAndGet();
                out.write(deed.reply(number++, reply, client));
            }
            halfClosed.incrementAndGet();
        } finally {
            open.remove(client);
        }
    }

    /** The reply to the next line; null at the end of the input. */
    private static byte[] reversed(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b == -1) return null;
            line.write(b);
        }
        line.write('\n');
        byte[] reply = line.toByteArray();
        for (int i = 0, j = reply.length - 2; i < j; i++, j--) {
            byte head = reply[i];
            reply[i] = reply[j];
            reply[j] = head;
        }
        return reply;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : open) client.close();
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException over) {
                // the client or the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
