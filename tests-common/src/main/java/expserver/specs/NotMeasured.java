package expserver.specs;

/** What a fault asks cannot be told of this server, or on this system. */
public final class NotMeasured extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotMeasured(String why) {
        super(why);
    }
}
