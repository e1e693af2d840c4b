package expserver.specs;

import java.io.IOException;
import java.util.List;

/** One thing that a server must do, told by clients over TCP. */
public interface Spec {
    // No default methods: for their sake a spec's class would wait for this interface to be initialised while FOUR
    // waits for that class, and two threads, each with its first spec, would block each other for ever: JLS 12.4.1.

    /** The four specs of the course, in its order. */
    List<Spec> FOUR = List.of(new SingleClient(), new MultipleClients(), new ErrorHandling(),
            new NonBlockingServer());

    String name();

    /** Talks to the server; throws {@link SpecFailure} if it fails, {@link IOException} if a client does. */
    void exercise(Server server) throws IOException;
}
