package expserver.specs;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SpecTest {
    /** Classes are initialised once per class loader: each repetition has its own, and so its own chance to fail. */
    @RepeatedTest(10)
    void twoThreadsMayUseTheirFirstSpecAtTheSameTime() throws Exception {
        URL classes = Spec.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader fresh = new URLClassLoader(new URL[]{classes}, null)) {
            List<Thread> threads = new ArrayList<>();
            for (Class<?> spec : List.of(SingleClient.class, MultipleClients.class)) {
                threads.add(new Thread(() -> initialise(spec.getName(), fresh)));
            }
            for (Thread thread : threads) {
                thread.setDaemon(true);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join(Client.PATIENCE.toMillis());
                assertFalse(thread.isAlive(), "the threads wait for each other");
            }
        }
    }

    @Test
    void multipleClientsAllSendBeforeAnyWaitsForItsReply() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
            Server server = new Server(List.of(address), Optional.empty());
            CompletableFuture<Void> served = CompletableFuture
                    .runAsync(() -> answerWhenAllHaveSent(listener));

            server.verify(new MultipleClients());
            served.join();
        }
    }

    private static void initialise(String spec, ClassLoader loader) {
        try {
            Class.forName(spec, true, loader);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static void answerWhenAllHaveSent(ServerSocket listener) {
        try {
            List<Socket> clients = new ArrayList<>();
            List<byte[]> replies = new ArrayList<>();
            for (int i = 0; i < 100; i++) clients.add(listener.accept());
            for (Socket client : clients) {
                String line = new BufferedReader(new InputStreamReader(client.getInputStream())).readLine();
                replies.add(Lines.reversed((line + "\n").getBytes()));
            }
            for (int i = 0; i < 100; i++) clients.get(i).getOutputStream().write(replies.get(i));
            for (Socket client : clients) client.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
