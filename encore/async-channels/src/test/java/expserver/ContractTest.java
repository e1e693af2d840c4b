package expserver;

import expserver.specs.ServerContract;

class ContractTest extends ServerContract {
}
