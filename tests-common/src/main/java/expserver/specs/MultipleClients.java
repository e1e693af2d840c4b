package expserver.specs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** 100 clients connect to one port; each sends a line of its own before any of them reads a reply. */
public final class MultipleClients implements Spec {
    private static final int CLIENTS = 100;

    @Override
    public String name() {
        return "multiple clients";
    }

    @Override
    public void exercise(Server server) throws IOException {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) clients.add(new Client(server.address()));
            for (int i = 0; i < CLIENTS; i++) clients.get(i).send(line(i));
            for (int i = 0; i < CLIENTS; i++) clients.get(i).expect(line(i), Lines.reversed(line(i)));
        } finally {
            for (Client client : clients) client.close();
        }
    }

    private static byte[] line(int client) {
        return "from client %d\n".formatted(client).getBytes();
    }
}
