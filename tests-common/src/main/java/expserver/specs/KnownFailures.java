package expserver.specs;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Turns a spec's test around where its class has a {@link KnownFailure}: green if it fails just like that. */
final class KnownFailures implements BeforeAllCallback, InvocationInterceptor {
    /** The key of the report entry that carries a {@link Verdict}'s summary. */
    static final String VERDICT = "verdict";

    @Override
    public void beforeAll(ExtensionContext context) {
        List<String> specs = Spec.FOUR.stream().map(Spec::name).toList();
        for (KnownFailure known : context.getRequiredTestClass().getAnnotationsByType(KnownFailure.class)) {
            if (specs.contains(known.spec())) continue;
            throw new ExtensionConfigurationException(
                    "@KnownFailure names no spec: \"%s\" is none of %s".formatted(known.spec(), specs));
        }
    }

    @Override
    public void interceptTestMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        Optional<SpecFailure> failure = Optional.empty();
        try {
            test.proceed();
        } catch (SpecFailure e) {
            failure = Optional.of(e);
        }
        Verdict verdict = new Verdict(context.getDisplayName(), failure, known(context));
        context.publishReportEntry(Map.of(VERDICT, verdict.summary()));
        if (verdict.known().isPresent())
            System.out.println(context.getDisplayName() + ": " + verdict.summary());
        if (verdict.asExpected()) return;
        if (failure.isPresent()) throw failure.get();
        throw new AssertionError(verdict.summary() + ": if the flaw is gone, remove @KnownFailure");
    }

    private static Optional<Expectation> known(ExtensionContext context) {
        if (System.getProperty("known.failures", "on").equals("off")) return Optional.empty();
        return Verdict.knownFailure(context.getDisplayName(), context.getRequiredTestClass());
    }
}
