package expserver.lab;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** What standard output can show: progress, and colours. */
public record Terminal(boolean live, boolean coloured) {
    /** As the script says, which can tell a terminal from a pipe, and NO_COLOR (https://no-color.org). */
    public static Terminal ofStandardOutput() {
        boolean live = Boolean.getBoolean("xps.terminal");
        String noColor = System.getenv("NO_COLOR");
        return new Terminal(live, live && (noColor == null || noColor.isEmpty()));
    }

    /** Likewise. */
    public static boolean isStandardErrorLive() {
        return Boolean.getBoolean("xps.terminal.err");
    }

    Ansi ansi() {
        return coloured ? Ansi.ON : Ansi.OFF;
    }

    /** The text in that style, if colours show. */
    public String paint(Style style, String text) {
        // not style.off(): its code for bold, 21, underlines on many terminals
        return coloured ? style.on() + text + Style.reset.on() : text;
    }
}
