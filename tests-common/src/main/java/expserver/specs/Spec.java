package expserver.specs;

import java.io.IOException;
import java.util.List;

/** One thing that a server must do, told by clients over TCP. */
public interface Spec {
    /** The four specs of the course, in its order. */
    List<Spec> FOUR = List.of(new SingleClient(), new MultipleClients(), new ErrorHandling(),
            new NonBlockingServer());

    String name();

    /** Talks to the server; throws {@link SpecFailure} if it fails, {@link IOException} if a client does. */
    void exercise(Server server) throws IOException;

    /** Exercises the server; a failure tells of its process as well. */
    default void verify(Server server) throws IOException {
        try {
            exercise(server);
        } catch (SpecFailure failure) {
            throw failure.at(server);
        }
    }
}
