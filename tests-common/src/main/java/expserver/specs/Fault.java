package expserver.specs;

import java.io.IOException;
import java.util.Set;

/** Something that goes wrong between a server and its clients, and that the server must survive. */
public record Fault(String name, Set<Trait> traits, Exercise exercise) {
    /** What a fault asks of those who run it. */
    public enum Trait {
        /** The server finds lines in what it receives, rather than answer each piece: see {@code --profile}. */
        FRAMING,
        /** Only others of this kind run meanwhile: it measures the CPU time of a server that has nothing to do. */
        QUIET,
        /** Nothing else runs on this machine meanwhile: it measures time, or needs most of what the system has. */
        ALONE
    }

    /** The steps: throws {@link SpecFailure} if the server fails, {@link NotMeasured} if that cannot be told. */
    @FunctionalInterface
    public interface Exercise {
        void on(Subject subject) throws IOException;
    }

    /** A spec as a fault: the four flood a server with as much as it takes, and so have the machine to themselves. */
    static Fault of(Spec spec) {
        return of(spec.name(), subject -> spec.exercise(subject.server()), Trait.ALONE);
    }

    static Fault of(String name, Exercise exercise, Trait... traits) {
        return new Fault(name, Set.of(traits), exercise);
    }

    /** Whether it asks for no quiet: others like it may run meanwhile, each on a server of its own. */
    public boolean runsBesideAny() {
        return !traits.contains(Trait.QUIET) && !traits.contains(Trait.ALONE);
    }

    /** A fault whose failures tell first what was done to the server. */
    static Fault of(String name, String story, Exercise exercise, Trait... traits) {
        return of(name, subject -> {
            try {
                exercise.on(subject);
            } catch (SpecFailure failure) {
                throw failure.after(story);
            }
        }, traits);
    }
}
