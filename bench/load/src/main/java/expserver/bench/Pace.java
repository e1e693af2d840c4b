package expserver.bench;

/** When a connection's lines are due, and which latencies count; times are of {@link System#nanoTime}. */
interface Pace {
    /** A line at once and no more, of which nothing counts. */
    Pace ONE_LINE = new Pace() {
        @Override
        public long due(long answered, long now) {
            return 1;
        }

        @Override
        public void answered(long line, long now) {
        }
    };

    /** How many lines are due by {@code now}, all since the start, if {@code answered} have been answered. */
    long due(long answered, long now);

    /** The reply to the line of this number, from 0, came at {@code now}. */
    void answered(long line, long now);
}
