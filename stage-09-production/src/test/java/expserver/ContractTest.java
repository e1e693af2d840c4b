package expserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.specs.ServerContract;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest extends ServerContract {
    /** The drain, which a client that reads nothing makes last to its end, and a second for the rest. */
    @Override
    protected Duration endsWithin() {
        return Duration.ofSeconds(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--max-connections", "--idle-timeout", "--drain"})
    void aBadLimitIsNamedInOneLine(String option) throws IOException {
        assertRejected(List.of(option), option + " needs a value");
        for (String bad : List.of("-1", "1.5", "soon", "1000000"))
            assertRejected(List.of("0", option, bad), option + " " + bad + " is not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--max-connections", "--idle-timeout", "--drain"})
    void ofALimitGivenTwiceTheLastCountsAndEachIsChecked(String option) throws IOException {
        assertEquals(Limits.takenFrom(new ArrayList<>(List.of(option, "7"))),
                Limits.takenFrom(new ArrayList<>(List.of(option, "6", "0", option, "7"))));
        assertRejected(List.of(option, "6", option), option + " needs a value");
        assertRejected(List.of(option, "soon", option, "7"), option + " soon is not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "00"})
    void atLeastOneConnectionIsAllowed(String connections) throws IOException {
        assertRejected(List.of("--max-connections", connections), "is not a number from 1 to");
    }
}
