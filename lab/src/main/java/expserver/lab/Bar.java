package expserver.lab;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** On a terminal, how far something is that takes long: a bar and a text, drawn twice a second. */
public final class Bar {
    private final StatusLine line;
    private final int columns;
    private final DoubleSupplier done;
    private final Supplier<String> text;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** Draws a bar of so many columns, full when {@code done} is 1. */
    public Bar(PrintWriter out, int columns, DoubleSupplier done, Supplier<String> text) {
        this.line = new StatusLine(out, Terminal.isStandardErrorLive());
        this.columns = columns;
        this.done = done;
        this.text = text;
        clock.scheduleAtFixedRate(this::show, 0, 500, TimeUnit.MILLISECONDS);
    }

    private synchronized void show() {
        if (clock.isShutdown()) return;
        double share = Math.min(1, done.getAsDouble());
        int full = (int) (share * columns);
        line.show("[%s%s] %3.0f %%, %s".formatted("#".repeat(full), " ".repeat(columns - full), 100 * share,
                text.get()));
    }

    public synchronized void erase() {
        clock.shutdownNow();
        line.erase();
    }
}
