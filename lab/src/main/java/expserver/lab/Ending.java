package expserver.lab;

import java.util.concurrent.locks.LockSupport;

/** The end of this program, by SIGINT, SIGTERM or because it is done: no server outlives it. */
final class Ending {
    private volatile boolean ending;

    Ending() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endServers));
    }

    /** Goes no further if the end has come: a server that starts then would outlive this program. */
    void check() {
        while (ending) LockSupport.park();
    }

    private void endServers() {
        ending = true;
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
