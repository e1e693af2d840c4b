package expserver.specs;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints a server's row of the scoreboard when the tests of its module have run. */
public final class ScoreboardListener implements TestExecutionListener {
    private final Map<String, String> verdicts = new ConcurrentHashMap<>();

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String verdict = entry.getKeyValuePairs().get(KnownFailures.VERDICT);
        if (verdict != null) verdicts.put(test.getDisplayName(), verdict);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (verdicts.isEmpty()) return;

        System.out.println(Path.of("").toAbsolutePath().getFileName());
        for (Spec spec : Spec.FOUR) {
            if (verdicts.containsKey(spec.name())) {
                System.out.printf("  %-20s %s%n", spec.name(), verdicts.get(spec.name()));
            }
        }
    }
}
