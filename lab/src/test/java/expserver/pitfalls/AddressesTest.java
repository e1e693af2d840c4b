package expserver.pitfalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What goes wrong with addresses, ports and the queue in front of a listener. */
@Timeout(60)
class AddressesTest {
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "how a full queue behaves is the system's choice")
    void aFullBacklogKeepsAClientWaiting() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(Peers.anyPort(), 1);
                Socket first = new Socket();
                Socket second = new Socket();
                Socket third = new Socket()) {
            first.connect(listener.getLocalAddress());
            second.connect(listener.getLocalAddress()); // the kernel lets in one more than the backlog
            assertThrows(SocketTimeoutException.class, () -> third.connect(listener.getLocalAddress(), 500));
        }
    }

    @Test
    void aBindWithoutAHostIsOpenToTheWorld() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(0))) {
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            assertTrue(address.getAddress().isAnyLocalAddress(), address.toString());
        }
    }

    @Test
    void aClientMayConnectToItself() throws IOException {
        try (SocketChannel client = SocketChannel.open().bind(Peers.anyPort())) {
            client.connect(client.getLocalAddress()); // where nobody listens
            client.write(ByteBuffer.wrap("hello\n".getBytes()));
            assertEquals(6, client.read(ByteBuffer.allocate(16)));
        }
    }
}
