package expserver;

import expserver.specs.ServerSpecs;

class StageTest extends ServerSpecs {
}
