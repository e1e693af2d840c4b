package expserver.lab;

import expserver.specs.Expectation;
import expserver.specs.Fault;
import expserver.specs.Program;
import expserver.specs.Spec;
import expserver.specs.Subject;
import expserver.specs.Trial;
import expserver.specs.Usage;
import expserver.specs.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the specs judge. */
public interface Candidate {
    /** Servers of the course, on free ports; to be strict is not to know of their known failures. */
    static List<Candidate> ofTheCourse(List<CourseServer> servers, boolean strict) throws IOException {
        KnownFaults knownFaults = KnownFaults.ofTheCourse();
        List<Candidate> candidates = new ArrayList<>();
        for (CourseServer server : servers) {
            if (!server.runsOnThisJdk()) {
                candidates.add(new TooNew(server.name(), server.shortName(), server.jdk()));
                continue;
            }
            Map<String, Expectation> known = new HashMap<>(knownFaults.of(server));
            for (Spec spec : Spec.FOUR)
                Verdict.knownFailure(spec.name(), server.stageTest())
                        .ifPresent(expected -> known.put(spec.name(), expected));
            candidates.add(new Started(server.name(), server.shortName(), server.program(),
                    strict ? Map.of() : known, true));
        }
        return candidates;
    }

    String name();

    /** Its name at the head of a narrow column. */
    default String shortName() {
        return name();
    }

    /** Why it cannot be judged here, if so. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** How many faults it can meet at the same time, each on a server of its own. */
    default int atOnce() {
        return 1;
    }

    /** How the course says that it fails that. */
    default Optional<Expectation> expected(Fault fault) {
        return Optional.empty();
    }

    /** Whether each fault can be told of it here, so that it is wrong if one is not. */
    default boolean measurable() {
        return false;
    }

    /** Inflicts a fault on it; throws {@link expserver.specs.StartFailure} if it does not start. */
    Trial meet(Fault fault) throws IOException;

    /** A server that is started for each spec and fault, and what it must fail, by their names. */
    record Started(String name, String shortName, Program program, Map<String, Expectation> known,
            boolean ofTheCourse) implements Candidate {
        private static final int AT_ONCE = 4; // most faults wait, and do little else

        @Override
        public int atOnce() {
            return program.ports().contains(0) ? AT_ONCE : 1;
        }

        @Override
        public Optional<Expectation> expected(Fault fault) {
            return Optional.ofNullable(known.get(fault.name()));
        }

        /** On Linux, and of the course: another program may, say, never have a queue of its own. */
        @Override
        public boolean measurable() {
            return ofTheCourse && Usage.isLinux();
        }

        @Override
        public Trial meet(Fault fault) throws IOException {
            return Trial.of(fault, program);
        }
    }

    /** A server that runs already, and its process if that is known. */
    record Running(String name, List<InetSocketAddress> addresses, OptionalLong pid) implements Candidate {
        @Override
        public Trial meet(Fault fault) throws IOException {
            return Trial.of(fault, Subject.running(addresses, pid));
        }
    }

    /** A server of the course that this JDK cannot run. */
    record TooNew(String name, String shortName, int jdk) implements Candidate {
        @Override
        public Optional<String> obstacle() {
            return Optional.of("needs JDK " + jdk);
        }

        @Override
        public Trial meet(Fault fault) {
            throw new UnsupportedOperationException(name + " needs JDK " + jdk);
        }
    }
}
