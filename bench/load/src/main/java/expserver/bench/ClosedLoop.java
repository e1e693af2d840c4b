package expserver.bench;

/** A line is due when fewer than so many are under way; it counts if its reply comes in the measured time. */
final class ClosedLoop implements Pace {
    private final Measurement measurement;
    private final long[] dueAt; // of the lines that are under way, each at its number modulo their most
    private long due;

    ClosedLoop(Measurement measurement, int inFlight) {
        this.measurement = measurement;
        this.dueAt = new long[inFlight];
    }

    @Override
    public long due(long answered, long now) {
        if (measurement.isOver(now)) return due;

        for (; due < answered + dueAt.length; due++) dueAt[(int) (due % dueAt.length)] = now;
        return due;
    }

    @Override
    public void answered(long line, long now) {
        if (measurement.covers(now)) measurement.record(dueAt[(int) (line % dueAt.length)], now);
    }
}
