package expserver.lab;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The end of this program, by SIGINT, SIGTERM or because it is done: no server outlives it. */
public final class Ending {
    private volatile boolean ending;

    public Ending() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endServers));
    }

    /** Goes no further if the end has come: a server that starts then would outlive this program. */
    public void check() {
        while (ending) LockSupport.park();
    }

    /** Starts a process, unless the end has come; one that comes meanwhile waits, and ends that process too. */
    public <T> T start(Supplier<T> process) {
        while (true) {
            check();
            synchronized (this) {
                if (!ending) return process.get();
            }
        }
    }

    private void endServers() {
        ending = true;
        endDescendants(); // and so what waits until such a process has started
        synchronized (this) {
            endDescendants();
        }
    }

    private static void endDescendants() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
