package expserver.lab;

import expserver.specs.Server;
import expserver.specs.ServerProcess;
import expserver.specs.Spec;
import expserver.specs.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the specs judge. */
public interface Candidate {
    /** A class without known failures. */
    Class<?> NO_COURSE = Object.class;

    /** A server of the course, on free ports; to be strict is not to know of its known failures. */
    static Candidate of(CourseServer server, boolean strict) throws IOException {
        return new Started(server.name(), server::start, strict ? NO_COURSE : server.stageTest());
    }

    String name();

    /** Why it cannot be judged here, if so. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Verifies it; throws {@link expserver.specs.StartFailure} if it does not start. */
    Verdict verify(Spec spec) throws IOException;

    /** A server that is started for each spec; its known failures are those of the class {@code course}. */
    record Started(String name, Supplier<ServerProcess> start, Class<?> course) implements Candidate {
        @Override
        public Verdict verify(Spec spec) throws IOException {
            try (ServerProcess process = start.get()) {
                return Verdict.of(spec, process.server(), course);
            }
        }
    }

    /** A server that runs already. */
    record Running(String name, List<InetSocketAddress> addresses) implements Candidate {
        @Override
        public Verdict verify(Spec spec) throws IOException {
            return Verdict.of(spec, new Server(addresses, Optional.empty()), NO_COURSE);
        }
    }

    /** A server of the course that this JDK cannot run. */
    record TooNew(String name, int jdk) implements Candidate {
        @Override
        public Optional<String> obstacle() {
            return Optional.of("needs JDK " + jdk);
        }

        @Override
        public Verdict verify(Spec spec) {
            throw new UnsupportedOperationException(name + " needs JDK " + jdk);
        }
    }
}
