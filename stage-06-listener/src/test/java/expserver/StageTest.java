package expserver;

import expserver.specs.KnownFailure;
import expserver.specs.ServerSpecs;
import expserver.specs.Symptom;

@KnownFailure(spec = "non-blocking server", symptom = Symptom.NO_REPLY,
        because = "the send to a client that never reads blocks the loop", fixedIn = "stage-08-nonblocking")
class StageTest extends ServerSpecs {
}
