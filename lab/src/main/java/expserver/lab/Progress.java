package expserver.lab;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** One line on a terminal that says how far a run is, and that is gone when it ends. */
public final class Progress {
    private final StatusLine line;
    private final long start = System.nanoTime();
    private final Set<String> underWay = new LinkedHashSet<>();
    private String server;
    private int serversBefore;
    private int servers;
    private int done;
    private int each;

    Progress(PrintWriter out, boolean shown) {
        this.line = new StatusLine(out, shown);
    }

    /** The next server: so many of all were before it, and each of them meets {@code each} faults. */
    synchronized void turnTo(String server, int serversBefore, int servers, int each) {
        this.server = server;
        this.serversBefore = serversBefore;
        this.servers = servers;
        this.each = each;
        done = 0;
    }

    synchronized void begin(String fault) {
        underWay.add(fault);
        show(fault);
    }

    synchronized void end(String fault) {
        underWay.remove(fault);
        done++;
        show(underWay.stream().findFirst().orElse(fault));
    }

    synchronized void erase() {
        line.erase();
    }

    private void show(String fault) {
        line.show("%s, %d of %d: %d of %d%s, %s".formatted(server, serversBefore + 1, servers, done, each,
                left(), fault));
    }

    /** Such as {@code about 5 min}; in seconds, if it is less than one. */
    public static String roughly(Duration time) {
        return time.toMinutes() > 0
                ? "about %d min".formatted(Math.round(time.toSeconds() / 60.0))
                : "about %d s".formatted(time.toSeconds());
    }

    /** An estimate: what is left takes as long as what is done, fault by fault. */
    private String left() {
        int doneInAll = serversBefore * each + done;
        if (doneInAll == 0) return "";
        long nanos = (System.nanoTime() - start) / doneInAll * (servers * each - doneInAll);
        return ", %s left".formatted(roughly(Duration.ofNanos(nanos)));
    }
}
