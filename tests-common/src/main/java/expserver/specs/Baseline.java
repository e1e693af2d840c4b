package expserver.specs;

import java.time.Duration;
import java.util.Optional;

/** What a server uses before something, to compare with what it uses after; throws {@link NotMeasured} only then. */
final class Baseline {
    private static final int ITS_OWN = 10; // descriptors, and threads, that a run-time system may add for itself
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Subject subject;
    private Optional<Usage> usage = Optional.empty();
    private long memory;
    private int descriptors;
    private int threads;

    Baseline(Subject subject) {
        this.subject = subject;
        try {
            usage = Optional.of(subject.usage());
            memory = usage.get().residentBytes();
            descriptors = usage.get().descriptors();
            threads = usage.get().threads();
        } catch (NotMeasured later) {
            // a server may fail in what can be told
        }
    }

    /** How many bytes more than before it holds. */
    long growth() {
        return usage().residentBytes() - memory;
    }

    /** Expects that it has grown by so many bytes at most. */
    void expectGrowthWithin(long atMost) {
        if (growth() <= atMost) return;

        throw new SpecFailure(Symptom.HOARDS, "the process has grown by %,d KiB, and may by %,d KiB"
                .formatted(growth() / 1024, atMost / 1024));
    }

    /** Expects that within 2 s it has no more descriptors open than before. */
    void expectDescriptorsBack() {
        int atMost = descriptors + ITS_OWN;
        if (Waiting.until(() -> usage().descriptors() <= atMost, AT_MOST)) return;

        throw new SpecFailure(Symptom.LEAKS, "%,d descriptors are open, and %,d were before"
                .formatted(usage().descriptors(), descriptors));
    }

    /** Expects that within 2 s it has no more threads than before. */
    void expectThreadsBack() {
        int atMost = threads + ITS_OWN;
        if (Waiting.until(() -> usage().threads() <= atMost, AT_MOST)) return;

        throw new SpecFailure(Symptom.LEAKS,
                "%,d threads run, and %,d did before".formatted(usage().threads(),
                        threads));
    }

    @Override
    public String toString() {
        return "%,d KiB of memory, %,d descriptors, %,d threads".formatted(memory / 1024, descriptors,
                threads);
    }

    private Usage usage() {
        return usage.orElseGet(subject::usage);
    }
}
