package expserver.specs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A spec that a server must fail, and how: the test is green only if it fails with this symptom. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(KnownFailure.List.class)
public @interface KnownFailure {
    /** The name of the spec. */
    String spec();

    /** What the client sees. */
    Symptom symptom();

    /** The flaw that causes it. */
    String because();

    /** The server that does not have the flaw. */
    String fixedIn();

    /** Several of them on one class. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {
        KnownFailure[] value();
    }
}
