package expserver.specs;

/** How a server must fail a spec or a fault: the symptom, the flaw that causes it, the server without the flaw. */
public record Expectation(Symptom symptom, String because, String curedIn) {
    @Override
    public String toString() {
        return "expected here: %s, because %s (cured in %s)".formatted(symptom, because, curedIn);
    }
}
