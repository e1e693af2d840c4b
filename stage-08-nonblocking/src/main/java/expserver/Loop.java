package expserver;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until any of its channels is ready and calls that channel's handler. */
final class Loop {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final Selector selector = Selector.open();
    private final Consumer<SelectionKey> dispatch = this::dispatch; // once: a turn makes no garbage

    Loop() throws IOException {
    }

    /** Has {@code handler} called when {@code channel} is ready for {@code ops}; before or within {@link #run}. */
    SelectionKey attach(SelectableChannel channel, int ops, LoopHandler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, ops, handler);
    }

    /** Dispatches events on the calling thread until the loop is closed. */
    void run() throws IOException {
        try {
            while (true) turn();
        } catch (ClosedSelectorException closed) {
            log.debug("loop closed");
        }
    }

    /** Waits until any channel is ready and dispatches the events of all that are. */
    private void turn() throws IOException {
        selector.select(dispatch);
    }

    private void dispatch(SelectionKey key) {
        LoopHandler handler = (LoopHandler) key.attachment();
        try {
            if (key.isValid() && (key.isReadable() || key.isAcceptable())) {
                log.debug("readable: {}", handler);
                handler.onReadable();
            }
            if (key.isValid() && key.isWritable()) {
                log.debug("writable: {}", handler);
                handler.onWritable();
            }
        } catch (IOException e) {
            handler.onClosed(e);
        } catch (RuntimeException e) {
            log.warn("a handler failed: {}", handler, e);
            handler.onClosed(e);
        }
    }

    /** Ends {@link #run} after the turn it is in; from any thread. The channels stay open. */
    void close() throws IOException {
        selector.close();
    }
}
