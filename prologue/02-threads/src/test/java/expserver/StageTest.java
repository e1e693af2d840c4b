package expserver;

import expserver.specs.ServerSpecs;
import java.util.List;

class StageTest extends ServerSpecs {
    @Override
    protected List<String> arguments() {
        return List.of("--port", "0");
    }
}
