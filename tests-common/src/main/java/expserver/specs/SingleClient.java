package expserver.specs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Random;

/** One client sends 1,000 random lines, one after the other, on each port the server listens on. */
public final class SingleClient implements Spec {
    private static final int LINES = 1_000;

    @Override
    public String name() {
        return "single client";
    }

    @Override
    public void exercise(Server server) throws IOException {
        Random random = new Random();
        for (InetSocketAddress address : server.addresses()) {
            try (Client client = new Client(address)) {
                for (int i = 0; i < LINES; i++) client.roundTrip(Lines.random(random));
            }
        }
    }
}
