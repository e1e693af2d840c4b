package expserver;

import java.io.IOException;

/** What the loop calls when something happens to a channel. */
interface LoopHandler {
    /** There is something to read, an end of input among it, or to accept. */
    void onReadable() throws IOException;

    /** The socket takes bytes again; called only while the handler asks for it. */
    default void onWritable() throws IOException {
    }

    /** The time has come that a timer of the handler was set to, or the core ends. */
    default void onTimer() throws IOException {
    }

    /** A call to this handler threw {@code cause}; the loop goes on without it. */
    void onClosed(Exception cause);
}
