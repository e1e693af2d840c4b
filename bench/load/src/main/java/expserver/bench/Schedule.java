package expserver.bench;

import java.io.IOException;
import java.util.List;

/**
 * An open loop: lines are due at a fixed rate, whatever the replies do, at one client after the other.
 * A latency is from when the line was due, so that a server that pauses pays for all lines that were due
 * meanwhile; it counts if it was due in the measured time.
 */
final class Schedule {
    private final List<Client> clients;
    private final Measurement measurement;
    private final long start;
    private final double period; // ns
    private long offered;
    private long behind; // ns

    Schedule(int rate, List<Client> clients, Measurement measurement) {
        this.clients = clients;
        this.measurement = measurement;
        this.start = measurement.warmupStart;
        this.period = 1e9 / rate;
    }

    void start() throws IOException {
        for (int i = 0; i < clients.size(); i++) clients.get(i).start(new Share(i));
    }

    /** Has the clients send what is due by {@code now}, each with one write. */
    void sendDue(long now) throws IOException {
        long due = dueBy(now);
        if (due == offered) return;

        if (measurement.covers(now)) behind = Math.max(behind, now - dueAt(offered));
        long end = Math.min(due, offered + clients.size());
        for (long line = offered; line < end; line++) clients.get((int) (line % clients.size())).send(now);
        offered = due;
    }

    /** When the next line is due. */
    long next() {
        return dueAt(offered);
    }

    /** How late lines were offered to a socket at most. */
    double behindSeconds() {
        return behind / 1e9;
    }

    private long dueAt(long line) {
        return start + (long) (line * period);
    }

    /** How many lines of all are due by {@code now}; none after the measured time. */
    private long dueBy(long now) {
        long last = measurement.isOver(now) ? measurement.end - 1 : now;
        return (long) ((last - start) / period) + 1;
    }

    /** The lines that are due at one client. */
    private final class Share implements Pace {
        private final int client;

        Share(int client) {
            this.client = client;
        }

        @Override
        public long due(long answered, long now) {
            return (dueBy(now) - client + clients.size() - 1) / clients.size();
        }

        @Override
        public void answered(long line, long now) {
            long due = dueAt(line * clients.size() + client);
            if (measurement.covers(due)) measurement.record(due, now);
        }
    }
}
