package expserver.specs;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** How a spec ended on a server, beside what the course says of it. */
public record Verdict(String spec, Optional<SpecFailure> failure, Optional<KnownFailure> known) {
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
    static Optional<KnownFailure> knownFailure(String spec, Class<?> course) {
        return Stream.of(course.getAnnotationsByType(KnownFailure.class)).filter(k -> k.spec().equals(spec))
                .findAny();
    }

    /** Whether it passed where it should, or failed with the symptom it should. */
    public boolean asExpected() {
        return failure.map(SpecFailure::symptom).equals(known.map(KnownFailure::symptom));
    }

    public String mark() {
        return failure.isPresent() ? "✘" : "✔";
    }

    /** One line for a reader who knows the spec. */
    public String summary() {
        if (known.isEmpty()) return failure.map(f -> "✘ " + f.symptom()).orElse("✔");

        KnownFailure flaw = known.get();
        String expectation = "%s, because %s (cured in %s)".formatted(flaw.symptom(), flaw.because(),
                flaw.fixedIn());
        if (asExpected()) return "✘ expected here: " + expectation;
        return mark() + failure.map(f -> " " + f.symptom()).orElse("") + ", but expected here: "
                + expectation;
    }
}
