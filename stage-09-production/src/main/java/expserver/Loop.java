package expserver;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until any of its channels is ready, or a time has come, and calls the handler. */
final class Loop {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    final Timers timers = new Timers();
    private final Selector selector = Selector.open();
    private final Consumer<SelectionKey> dispatch = this::dispatch; // once: a turn makes no garbage
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Counters counters;
    private final long start = System.nanoTime();
    long now; // when this turn began, in nanoseconds since the start
    private boolean asleep;
    private volatile boolean ended;

    Loop(Counters counters) throws IOException {
        this.counters = counters;
    }

    /** Has {@code handler} called when {@code channel} is ready for {@code ops}; before or within {@link #run}. */
    SelectionKey attach(SelectableChannel channel, int ops, LoopHandler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, ops, handler);
    }

    /** Has the loop's thread run {@code task} in its next turn; from any thread. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Dispatches events on the calling thread until the loop is ended. */
    void run() throws IOException {
        while (!ended) turn();
        log.debug("loop ended");
    }

    /** Waits until any channel is ready or a time has come, and calls the handlers of all that are. */
    private void turn() throws IOException {
        asleep = true;
        selector.select(dispatch, timers.timeout(now));
        wake();
        while (!tasks.isEmpty()) tasks.remove().run();
        for (LoopHandler due = timers.due(now); due != null; due = timers.due(now)) fire(due);
        long began = now;
        now = System.nanoTime() - start;
        counters.turn(now - began);
    }

    /** The selection waits and dispatches in one call: the first event tells when the wait was over. */
    private void wake() {
        if (!asleep) return;

        asleep = false;
        now = System.nanoTime() - start;
    }

    private void dispatch(SelectionKey key) {
        wake();
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
        } catch (IOException | RuntimeException e) {
            fail(handler, e);
        }
    }

    /** Tells {@code handler} that its time has come; within {@link #run}. */
    void fire(LoopHandler handler) {
        try {
            handler.onTimer();
        } catch (IOException | RuntimeException e) {
            fail(handler, e);
        }
    }

    private static void fail(LoopHandler handler, Exception cause) {
        if (cause instanceof RuntimeException) log.warn("a handler failed: {}", handler, cause);
        handler.onClosed(cause);
    }

    /** Ends {@link #run} after the turn it is in; from any thread. */
    void end() {
        ended = true;
        selector.wakeup();
    }

    /** Closes the selector, once {@link #run} has ended. The channels stay open. */
    void close() throws IOException {
        selector.close();
    }
}
