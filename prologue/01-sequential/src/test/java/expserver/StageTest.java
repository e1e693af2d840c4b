package expserver;

import expserver.specs.KnownFailure;
import expserver.specs.ServerSpecs;
import expserver.specs.Symptom;
import java.util.List;

@KnownFailure(spec = "multiple clients", symptom = Symptom.NO_REPLY,
        because = "the second client waits until the first one leaves", fixedIn = "02-threads")
@KnownFailure(spec = "error handling", symptom = Symptom.NO_REPLY,
        because = "the second client waits until the first one leaves", fixedIn = "02-threads")
@KnownFailure(spec = "non-blocking server", symptom = Symptom.NO_REPLY,
        because = "the send to a client that never reads blocks the only thread", fixedIn = "02-threads")
class StageTest extends ServerSpecs {
    @Override
    protected List<String> arguments() {
        return List.of("--port", "0");
    }
}
