package expserver.specs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of one test class: what is green and what red, by display name, and what the console shows. */
record TestRun(Set<String> green, Map<String, Throwable> red, String console) {
    /** Runs the tests of a class; whatever is printed meanwhile belongs to its console. */
    static TestRun of(Class<?> tests) {
        Set<String> green = new HashSet<>();
        Map<String, Throwable> red = new HashMap<>();
        TestExecutionListener results = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getThrowable().isPresent())
                    red.put(test.getDisplayName(), result.getThrowable().get());
                else
                    if (test.isTest()) green.add(test.getDisplayName());
            }
        };
        LauncherDiscoveryRequest request = request().selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false").build();
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed));
        try {
            LauncherFactory.create().execute(request, results);
        } finally {
            System.setOut(console);
        }
        return new TestRun(green, red, printed.toString());
    }
}
