package expserver;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import expserver.specs.Client;
import expserver.specs.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What completion handlers get wrong: operations that overlap, a stack that grows, a thread that dies. */
@Timeout(60)
class ConnectionTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
    private static final long MIB = 1 << 20;
    private static final Duration STALL = Duration.ofMillis(500);
    private static final byte[] HELLO = "hello\n".getBytes();

    @Test
    void hundredThousandPipelinedLinesDoNotOverflowTheStackEvenIfTheJdkSetsNoLimit() throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            String line = "line " + i;
            lines.writeBytes((line + "\n").getBytes());
            replies.writeBytes((new StringBuilder(line).reverse() + "\n").getBytes());
        }
        try (ServerProcess server = start("-Xss256k", "-Dsun.nio.ch.maxCompletionHandlersOnStack=1000000000");
                Client client = new Client(server.server().addresses().get(0))) {
            client.send(lines.toByteArray());
            client.expect(lines.toByteArray(), replies.toByteArray());
        }
    }

    @Test
    void neitherReadNorWriteIsStartedTwiceWhileBothAreUnderWay() throws IOException {
        try (ServerProcess server = start();
                Client client = new Client(server.server().addresses().get(0), 4096)) {
            client.flood(64 * MIB, STALL, Client.PATIENCE); // reads go on while a write waits
            client.expectFloodReplies(); // writes go on while a read waits
            client.halfClose();
            client.expectFloodReplies();
            client.expectEnd();
            assertFalse(server.tail().toString().contains("a handler failed"), () -> server.describe());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExceptionInAHandlerClosesItsConnectionAndNoOther(boolean inTheFirst) throws Exception {
        try (Core core = new Core();
                AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open(core.group)
                        .bind(ANY_PORT);
                Client client = new Client((InetSocketAddress) listener.getLocalAddress());
                Client other = new Client(core.listen(ANY_PORT).address())) {
            AsynchronousSocketChannel channel = listener.accept().get();
            if (inTheFirst) channel.read(ByteBuffer.allocate(1)); // the connection's read is a second one
            else fill(channel); // so is its write
            new Connection(core, channel);
            client.send(HELLO);
            await().until(() -> !channel.isOpen());

            other.roundTrip(HELLO);
            assertEquals(1, core.connections.size());
        }
    }

    @Test
    void aThousandConnectionsWithAReadUnderWayFitInto64Mebibytes() throws IOException {
        List<Client> clients = new ArrayList<>();
        try (ServerProcess server = start()) {
            for (int i = 0; i < 1_000; i++) clients.add(new Client(server.server().addresses().get(0)));
            for (Client client : clients) client.roundTrip(HELLO);
        } finally {
            for (Client client : clients) client.close();
        }
    }

    /** Writes until a write stays under way. */
    private static void fill(AsynchronousSocketChannel channel) throws Exception {
        try {
            while (true) channel.write(ByteBuffer.allocate((int) MIB)).get(STALL.toMillis(), MILLISECONDS);
        } catch (TimeoutException full) {
            // as it should be
        }
    }

    private static ServerProcess start(String... options) {
        List<String> command = ServerProcess.java(System.getProperty("java.class.path"), List.of("0"));
        command.addAll(1, List.of(options));
        return ServerProcess.start(command, 1);
    }
}
