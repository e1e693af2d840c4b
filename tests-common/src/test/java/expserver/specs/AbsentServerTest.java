package expserver.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** No spec passes on a server that is not there. */
@Execution(ExecutionMode.CONCURRENT)
class AbsentServerTest {
    static final List<Spec> SPECS = Spec.FOUR;

    @ParameterizedTest
    @FieldSource("SPECS")
    void aPortWhereNobodyListensRefuses(Spec spec) throws IOException {
        try (Port port = new Port()) {
            Server nobody = new Server(List.of(port.address()), Optional.empty());

            SpecFailure failure = assertThrows(SpecFailure.class, () -> nobody.verify(spec));
            assertEquals(Symptom.REFUSED, failure.symptom());
        }
    }

    @ParameterizedTest
    @FieldSource("SPECS")
    void aServerWhoseProcessHasEndedIsToldAsDead(Spec spec) {
        ServerProcess process = BadServer.start();
        process.close();

        SpecFailure failure = assertThrows(SpecFailure.class, () -> process.server().verify(spec));
        assertEquals(Symptom.SERVER_DIED, failure.symptom());
    }

    @Test
    void aServerWithoutAnAddressIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new Server(List.of(), Optional.empty()));
    }
}
