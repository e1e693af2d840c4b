package expserver;

import expserver.specs.ServerContract;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest extends ServerContract {
    @Override
    protected List<String> listenOn(int port) {
        return List.of("--drain", "1", Integer.toString(port));
    }

    /** The drain, which a client that reads nothing makes last to its end, and a second for the rest. */
    @Override
    protected Duration endsWithin() {
        return Duration.ofSeconds(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--max-connections", "--idle-timeout", "--drain"})
    void aBadLimitIsNamedInOneLine(String option) throws IOException {
        assertRejected(List.of(option), option + " needs a value");
        for (String bad : List.of("-1", "1.5", "soon", "1000000"))
            assertRejected(List.of("0", option, bad), option + " " + bad + " is not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "00"})
    void atLeastOneConnectionIsAllowed(String connections) throws IOException {
        assertRejected(List.of("--max-connections", connections), "is not a number from 1 to");
    }
}
