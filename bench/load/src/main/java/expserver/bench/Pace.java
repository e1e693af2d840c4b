package expserver.bench;

/** When the lines of one connection are due, and what becomes of their latencies; times are of {@link System#nanoTime}. */
interface Pace {
    /** How many lines are due at {@code now} since the start, if {@code answered} of them have been answered. */
    long due(long answered, long now);

    /** The reply to the line of this number, from 0, came at {@code now}. */
    void answered(long line, long now);
}
