package expserver.specs;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Many clients, spread over all ports. */
final class Clients implements Closeable {
    private static final byte[] LINE = "are you there?\n".getBytes();

    private final List<Client> clients = new ArrayList<>();

    /** Connects them, one after the other. */
    Clients(Subject subject, int number) throws IOException {
        try {
            for (int i = 0; i < number; i++) clients.add(new Client(subject.address(i)));
        } catch (SpecFailure failure) {
            close();
            throw failure.after("client %,d of %,d".formatted(clients.size() + 1, number));
        }
    }

    List<Client> all() {
        return clients;
    }

    /** Has each of them send a line and expect the reply. */
    void roundTrips() throws IOException {
        for (Client client : clients) client.roundTrip(LINE);
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) client.close();
    }
}
