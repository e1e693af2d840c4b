package expserver;

import expserver.specs.BadServer;
import java.io.IOException;

/** The server that {@code ServerSpecs} starts in the tests of the specs themselves. */
final class Main {
    public static void main(String[] args) throws IOException {
        BadServer.main(args);
    }
}
