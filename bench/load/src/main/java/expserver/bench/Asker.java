package expserver.bench;

/** A connection whose requests are counted. */
interface Asker extends Handler {
    /** Since when a reply has been owed, or the last of several came; -1 if none is owed. */
    long waitingSince();
}
