package expserver;

import expserver.specs.ServerContract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractTest extends ServerContract {
    @Override
    protected List<String> listenOn(int port) {
        return List.of("--port", Integer.toString(port));
    }

    @Override
    protected List<Integer> defaultPorts() {
        return List.of(8000);
    }

    @ParameterizedTest
    @CsvSource({"--port, --port needs a value", "--work, --work needs a value",
            "--work -1, -1 is not a time in ms from 0 to 60000",
            "--work 60001, 60001 is not a time in ms from 0 to 60000",
            "8001, unknown option 8001"})
    void aBadValueIsNamedInOneLine(String arguments, String named) throws IOException {
        assertRejected(List.of(arguments.split(" ")), named);
    }
}
