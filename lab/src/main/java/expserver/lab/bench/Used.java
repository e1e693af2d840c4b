package expserver.lab.bench;

/**
 * What a server has used: its CPU time in nanoseconds while it was measured, its resident memory in bytes before the
 * first connection and with all of them; and the share of the machine that others used meanwhile, null if unknown.
 */
record Used(long cpuNanos, long residentBefore, long resident, Double foreignLoad) {
}
