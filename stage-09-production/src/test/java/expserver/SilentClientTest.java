package expserver;

import expserver.specs.SilentClientContract;

class SilentClientTest extends SilentClientContract {
}
