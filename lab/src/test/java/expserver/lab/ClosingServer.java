package expserver.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A bad server: closes every connection at once. */
final class ClosingServer {
    private ClosingServer() {
    }

    public static void main(String[] ports) throws IOException {
        try (ServerSocket listener = new ServerSocket(Integer.parseInt(ports[0]), 50,
                InetAddress.getByName("127.0.0.1"))) {
            while (true) listener.accept().close();
        }
    }
}
