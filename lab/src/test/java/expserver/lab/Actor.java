package expserver.lab;

import expserver.specs.Expectation;
import expserver.specs.Fault;
import expserver.specs.SpecFailure;
import expserver.specs.StartFailure;
import expserver.specs.Symptom;
import expserver.specs.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fails what it is told to; the course expects that "multiple clients" gets no reply. */
record Actor(String name, Map<String, Symptom> failures) implements Candidate {
    /** One that does not start. */
    static final Actor ABSENT = new Actor("absent", Map.of());

    @Override
    public Optional<Expectation> expected(Fault fault) {
        return fault.name().equals("multiple clients")
                ? Optional.of(new Expectation(Symptom.NO_REPLY, "it sleeps", "two"))
                : Optional.empty();
    }

    @Override
    public Trial meet(Fault fault) {
        if (this == ABSENT) throw new StartFailure("no such program");
        return new Trial(
                Optional.ofNullable(failures.get(fault.name())).map(s -> new SpecFailure(s, "as\ntold")),
                Optional.empty(), List.of(), List.of(), List.of());
    }
}
