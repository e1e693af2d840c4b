package expserver.specs;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** How a spec, or a fault, ended on a server, beside what the course says of it. */
public record Verdict(String spec, Optional<SpecFailure> failure, Optional<Expectation> known) {
    /** Verifies the server; {@code course} is the test class that carries its known failures. */
    public static Verdict of(Spec spec, Server server, Class<?> course) throws IOException {
        Optional<SpecFailure> failure = Optional.empty();
        try {
            server.verify(spec);
        } catch (SpecFailure e) {
            failure = Optional.of(e);
        }
        return new Verdict(spec.name(), failure, knownFailure(spec.name(), course));
    }

    /** The known failure of that spec which a test class carries. */
    public static Optional<Expectation> knownFailure(String spec, Class<?> course) {
        return Stream.of(course.getAnnotationsByType(KnownFailure.class)).filter(k -> k.spec().equals(spec))
                .map(k -> new Expectation(k.symptom(), k.because(), k.fixedIn())).findAny();
    }

    /** Whether it passed where it should, or failed with the symptom it should. */
    public boolean asExpected() {
        return failure.map(SpecFailure::symptom).equals(known.map(Expectation::symptom));
    }

    public String mark() {
        return failure.isPresent() ? "✘" : "✔";
    }

    /** One line for a reader who knows the spec. */
    public String summary() {
        if (known.isEmpty()) return failure.map(f -> "✘ " + f.symptom()).orElse("✔");

        if (asExpected()) return "✘ " + known.get();
        return mark() + failure.map(f -> " " + f.symptom()).orElse("") + ", but " + known.get();
    }
}
