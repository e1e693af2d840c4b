package expserver.lab.docs;

/** What is wrong with something on a page, and the cure: a {@link Problem} for whoever knows the line. */
final class Flaw extends Exception {
    private static final long serialVersionUID = 1;

    Flaw(String message) {
        super(message);
    }
}
