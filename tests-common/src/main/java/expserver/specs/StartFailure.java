package expserver.specs;

/** A server that could not be started, or does not listen: why, and what it said. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartFailure(String message) {
        super(message);
    }
}
