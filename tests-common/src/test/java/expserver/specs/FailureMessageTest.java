package expserver.specs;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.BadServer.Deed;
import expserver.specs.BadServer.Flaw;
import expserver.specs.BadServer.Occasion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a reader learns from a failure. */
@Execution(ExecutionMode.CONCURRENT)
class FailureMessageTest {
    @Test
    void aWrongReplyIsToldWithWhatWasSentAndExpectedAndWhatTheServerSays() {
        assertMessage(Deed.SENDS_GARBAGE, new MultipleClients(), """
                wrong reply: 127.0.0.1:PORT:\s
                  sent      "from client 0.n" .14 bytes.
                  expected  "0 tneilc morf.n" .14 bytes.
                  came      "[?]{14}" .14 bytes.
                  process   PID, alive
                  output    listening on 127.0.0.1:PORT
                            listening on 127.0.0.1:PORT""");
    }

    @Test
    void aReplyThatDoesNotComeIsToldWithTheTimeAllowed() {
        assertMessage(Deed.FALLS_SILENT, new MultipleClients(), """
                no reply: (?s:.*)
                  came      "" .0 bytes., and no more within 5 s
                  process   PID, alive
                (?s:.*)""");
    }

    @Test
    void aDeadServerIsToldWithItsExitStatus() {
        assertMessage(Deed.DIES, new MultipleClients(), """
                server died: (?s:.*)
                  process   PID, exited with status 1
                (?s:.*)""");
    }

    @Test
    void aFrozenServerIsToldWithWhatTheSilentClientSent() {
        assertMessage(Deed.FREEZES, new NonBlockingServer(), """
                no reply: a first client sent [1-9].* bytes and read nothing; then a second
                  127.0.0.1:PORT:\s
                  sent      "hello world.n" .12 bytes.
                (?s:.*)""");
    }

    /** {@code pattern} is a regular expression in which PORT and PID stand for numbers. */
    private static void assertMessage(Deed deed, Spec spec, String pattern) {
        try (ServerProcess process = BadServer.start(new Flaw(deed, Occasion.ALWAYS))) {
            SpecFailure failure = assertThrows(SpecFailure.class, () -> process.server().verify(spec));

            String message = failure.getMessage();
            assertTrue(message.matches(pattern.replaceAll("PORT|PID", "[0-9]+")), message);
        }
    }
}
