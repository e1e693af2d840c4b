package expserver.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.specs.BadServer.Deed;
import expserver.specs.BadServer.Flaw;
import expserver.specs.BadServer.Occasion;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** What each of the four specs says of each bad server. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass(name = "{0} {1}")
@CsvSource(textBlock = """
        # deed          | occasion        | single client | multiple      | errors        | non-blocking
        ANSWERS         | ALWAYS          | ✔             | ✔             | ✔             | ✔
        SENDS_GARBAGE   | ALWAYS          | ✘ wrong reply | ✘ wrong reply | ✘ wrong reply | ✘ wrong reply
        STOPS_ONE_SHORT | ALWAYS          | ✘ wrong reply | ✘ wrong reply | ✘ wrong reply | ✘ wrong reply
        FALLS_SILENT    | ALWAYS          | ✘ no reply    | ✘ no reply    | ✘ no reply    | ✘ no reply
        CLOSES          | ALWAYS          | ✘ closed      | ✘ closed      | ✘ closed      | ✘ closed
        DIES            | ALWAYS          | ✘ server died | ✘ server died | ✘ server died | ✘ server died
        STOPS_ONE_SHORT | ON_SECOND_PORT  | ✘ wrong reply | ✔             | ✔             | ✔
        CLOSES          | AFTER_500_LINES | ✘ closed      | ✔             | ✔             | ✔
        SENDS_GARBAGE   | IN_A_CROWD      | ✔             | ✘ wrong reply | ✔             | ✔
        FALLS_SILENT    | IN_A_CROWD      | ✔             | ✘ no reply    | ✔             | ✔
        SENDS_GARBAGE   | LAST_OF_A_CROWD | ✔             | ✘ wrong reply | ✔             | ✔
        DIES            | AFTER_A_RESET   | ✔             | ✔             | ✘ server died | ✔
        FALLS_SILENT    | WITNESS_OF_A_RESET | ✔          | ✔             | ✘ no reply    | ✔
        FALLS_SILENT    | NEWCOMER_AFTER_A_RESET | ✔      | ✔             | ✘ no reply    | ✔
        STOPS_LISTENING | AFTER_A_CLOSE   | ✔             | ✔             | ✘ refused     | ✔
        DIES            | AFTER_A_FLOOD   | ✔             | ✔             | ✔             | ✘ server died
        FREEZES         | ALWAYS          | ✔             | ✔             | ✔             | ✘ no reply
        HOARDS          | ALWAYS          | ✔             | ✔             | ✔             | ✘ server died
        """, delimiter = '|')
record BadServerTest(Deed deed, Occasion occasion, String single, String multiple, String errors,
        String nonBlocking) {

    @Test
    void singleClient() throws IOException {
        assertVerdict(single, new SingleClient());
    }

    @Test
    void multipleClients() throws IOException {
        assertVerdict(multiple, new MultipleClients());
    }

    @Test
    void errorHandling() throws IOException {
        assertVerdict(errors, new ErrorHandling());
    }

    @Test
    void nonBlockingServer() throws IOException {
        assertVerdict(nonBlocking, new NonBlockingServer());
    }

    private void assertVerdict(String expected, Spec spec) throws IOException {
        try (ServerProcess process = BadServer.start(new Flaw(deed, occasion))) {
            Verdict verdict = Verdict.of(spec, process.server(), BadServerTest.class);
            assertEquals(expected, verdict.summary(),
                    () -> deed + " " + occasion
                            + verdict.failure().map(f -> "\n" + f.getMessage()).orElse(""));
        }
    }
}
