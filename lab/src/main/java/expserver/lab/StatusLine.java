package expserver.lab;

import java.io.PrintWriter;

/** A line on a terminal that is written again and again, and gone at the end; nothing where there is no terminal. */
public final class StatusLine {
    private static final String ERASE = "\r\u001b[K";
    private static final int COLUMNS = 79;

    private final PrintWriter out;
    private final boolean shown;

    public StatusLine(PrintWriter out, boolean shown) {
        this.out = out;
        this.shown = shown;
    }

    /** Shows what fits of {@code text} in place of what it showed before. */
    public void show(String text) {
        write(text.substring(0, Math.min(text.length(), COLUMNS)));
    }

    public void erase() {
        write("");
    }

    private void write(String text) {
        if (!shown) return;
        out.print(ERASE + text);
        out.flush();
    }
}
