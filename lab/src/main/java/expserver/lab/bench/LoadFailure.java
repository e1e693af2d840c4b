package expserver.lab.bench;

/** A load that could not be carried through: what the server did wrong. */
final class LoadFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    LoadFailure(String message) {
        super(message);
    }
}
