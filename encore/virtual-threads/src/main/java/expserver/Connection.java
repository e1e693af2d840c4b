package expserver;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: reads its lines and sends each back reversed. */
final class Connection {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /** The most bytes that are reversed together: a longer line is answered in pieces of this size. */
    private static final int MAX_LINE = 100_000;

    private static final int MAX_INPUT = 8 * 1024;

    private final Socket socket;
    private final String peer;
    private final InputStream in;
    private OutputStream out;
    private byte[] input = new byte[512]; // what was read last; grows with a client that sends much at once
    private int next; // byte of input to look at
    private int end; // of input
    private byte[] line = new byte[80]; // grows with the client's longest

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.peer = socket.getRemoteSocketAddress().toString().substring(1);
        this.in = socket.getInputStream();
        log.info("{} opened", peer);
    }

    /** Serves the client until it sends no more, then closes the socket. */
    void serve() {
        try (socket) {
            out = new BufferedOutputStream(socket.getOutputStream()); // on a virtual thread it starts small
            socket.setTcpNoDelay(true); // a short reply does not wait for the last one's ACK: tcp(7)
            for (int length = readLine(); length > 0; length = readLine()) answer(length);
        } catch (IOException e) {
            log.info("{} failed: {}", peer, e.toString());
        }
        log.info("{} closed", peer);
    }

    private void answer(int length) throws IOException {
        reverse(length);
        out.write(line, 0, length);
    }

    /** Reads into {@code line} up to a newline, {@code MAX_LINE} or the end of the input; returns how many bytes. */
    private int readLine() throws IOException {
        int length = 0;
        while (length < MAX_LINE && (length == 0 || line[length - 1] != '\n') && hasInput()) {
            if (length == line.length) line = Arrays.copyOf(line, Math.min(MAX_LINE, 2 * length));
            line[length++] = input[next++];
        }
        return length;
    }

    /** Whether the client has sent more; before it waits for that, it sends all replies that are ready. */
    private boolean hasInput() throws IOException {
        if (next < end) return true;

        out.flush(); // the client may wait for a reply before it sends more
        if (end == input.length) giveWay();
        if (end == input.length && end < MAX_INPUT) input = new byte[2 * end];
        next = 0;
        end = in.read(input);
        return end > 0;
    }

    /** Lets other clients have the thread that carries this one: one that always has input would never wait. */
    private static void giveWay() {
        LockSupport.parkNanos(1); // Thread.yield() goes behind those that yield too, not behind those that wait
    }

    /** Reverses the bytes of {@code line}, a newline kept last. */
    private void reverse(int length) {
        int to = line[length - 1] == '\n' ? length - 2 : length - 1;
        for (int from = 0; from < to; from++, to--) {
            byte first = line[from];
            line[from] = line[to];
            line[to] = first;
        }
    }
}
