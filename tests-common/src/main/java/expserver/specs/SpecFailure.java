package expserver.specs;

import java.time.Duration;

/** A server that does not do what a spec asks: the symptom, and all that a reader needs to find out why. */
public final class SpecFailure extends AssertionError {
    private static final long serialVersionUID = 1;

    /** Between the last that a client sees of a dying server and the end of its process. */
    private static final Duration DYING_TIME = Duration.ofSeconds(1);

    private final Symptom symptom;
    private final String details;

    public SpecFailure(Symptom symptom, String details) {
        super(symptom + ": " + details);
        this.symptom = symptom;
        this.details = details;
    }

    public Symptom symptom() {
        return symptom;
    }

    /** The same failure, with what happened before it. */
    SpecFailure after(String story) {
        return with(symptom, story + "\n  " + details);
    }

    /** The same failure, with what the server's process shows: whether it died, and the end of its output. */
    SpecFailure at(Server server) {
        if (server.process().isEmpty()) return this;

        ServerProcess process = server.process().get();
        boolean died = process.exitStatus(DYING_TIME).isPresent();
        return (died ? with(Symptom.SERVER_DIED, details) : this).showing(process);
    }

    /** The same failure, with the state of a process that may have ended, and the end of its output. */
    SpecFailure showing(ServerProcess process) {
        return with(symptom, details + "\n" + process.describe());
    }

    private SpecFailure with(Symptom symptom, String details) {
        SpecFailure failure = new SpecFailure(symptom, details);
        failure.setStackTrace(getStackTrace());
        return failure;
    }
}
