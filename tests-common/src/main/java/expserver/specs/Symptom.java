package expserver.specs;

/** How a client sees that a spec fails. */
public enum Symptom {
    /** Bytes came, and they are not the reply. */
    WRONG_REPLY("wrong reply"),
    /** Nothing came, or the server took nothing, within the time allowed. */
    NO_REPLY("no reply"),
    /** The connection was not accepted. */
    REFUSED("refused"),
    /** The connection ended before the reply was complete. */
    CLOSED("closed"),
    /** The server's process is gone. */
    SERVER_DIED("server died"),
    /** The reply is right and takes longer than it may. */
    TOO_SLOW("too slow"),
    /** The process uses more of a CPU than its work is worth. */
    BURNS_CPU("burns CPU"),
    /** The process holds more memory than it may, or takes from a client what it cannot pass on. */
    HOARDS("hoards"),
    /** File descriptors are not given back. */
    LEAKS("leaks"),
    /** The log grows without a bound. */
    FLOODS_LOG("floods log"),
    /** The process ends too late, with another status, or with a message that does not help. */
    WRONG_EXIT("wrong exit");

    private final String words;

    Symptom(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
