package expserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    @Test
    void linesThatCameTogetherAreAnsweredTogether() throws IOException {
        Peer peer = new Peer("one\ntwo\nthree\nfour");
        new Connection(peer, 0).serve();
        assertEquals(List.of("eno\nowt\neerht\n", "ruof"), peer.writes);
    }

    @Test
    void aReplyThatIsReadyDoesNotWaitForTheWorkOfTheNext() throws IOException {
        Peer peer = new Peer("one\ntwo\nthree\nfour");
        new Connection(peer, 1).serve();
        assertEquals(List.of("eno\n", "owt\n", "eerht\n", "ruof"), peer.writes);
    }

    /** Sends a text in one piece and keeps each write to it. */
    private static final class Peer extends Socket {
        final List<String> writes = new ArrayList<>();
        private final InputStream sent;

        Peer(String text) {
            sent = new ByteArrayInputStream(text.getBytes());
        }

        @Override
        public InputStream getInputStream() {
            return sent;
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    throw new UnsupportedOperationException("a write for one byte");
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    writes.add(new String(bytes, from, length));
                }
            };
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return InetSocketAddress.createUnresolved("peer", 1);
        }

        @Override
        public void setTcpNoDelay(boolean on) {
        }
    }
}
