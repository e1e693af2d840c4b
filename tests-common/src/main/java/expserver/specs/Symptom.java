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
    SERVER_DIED("server died");

    private final String words;

    Symptom(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
