package expserver.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** What the loop calls when something happens to a connection; an exception ends the whole run. */
interface Handler {
    /** The connection is open, and asks to be read from. */
    void onOpened(SocketChannel channel, SelectionKey key) throws IOException;

    /** The socket is ready for something that {@code key} asks for. */
    void onReady(SelectionKey key) throws IOException;
}
