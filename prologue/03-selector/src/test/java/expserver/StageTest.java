package expserver;

import expserver.specs.KnownFailure;
import expserver.specs.ServerSpecs;
import expserver.specs.Symptom;
import java.util.List;

@KnownFailure(spec = "non-blocking server", symptom = Symptom.SERVER_DIED,
        because = "replies that nobody reads fill the memory", fixedIn = "stage-08-nonblocking")
class StageTest extends ServerSpecs {
    @Override
    protected List<String> arguments() {
        return List.of("--port", "0");
    }
}
