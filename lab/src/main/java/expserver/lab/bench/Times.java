package expserver.lab.bench;

/** How long a server is warmed up, and then measured, in seconds. */
record Times(double warmup, double measured) {
    /** For the bytes that a JVM allocates, which are counted apart. */
    static final Times COUNTING = new Times(0.3, 0.5);

    private static final double SETUP = 1.1; // roughly, to start server and generator and to end them
    private static final double STALL = 1.5; // roughly, until silent clients cannot send any more

    /** Idle connections cost the same at once. */
    Times of(Workload load) {
        return load.isIdle() ? new Times(0, Math.min(0.5, measured)) : this;
    }

    /** An estimate of what one measurement takes. */
    double estimate(Workload load, boolean counts) {
        double counting = counts ? COUNTING.warmup + COUNTING.measured + SETUP : 0;
        return of(load).warmup + of(load).measured + SETUP + (load.silent() > 0 ? STALL : 0) + counting;
    }
}
