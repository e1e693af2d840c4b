package expserver;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bounded number of threads: while all of them are at work, a new task waits, and its caller with it. */
final class ThreadPool {
    private static final Logger log = LoggerFactory.getLogger(ThreadPool.class);

    private final int size;
    private final ExecutorService threads;
    private final Semaphore free;
    private boolean toldFull;

    ThreadPool(int size) {
        this.size = size;
        this.threads = Executors.newFixedThreadPool(size);
        this.free = new Semaphore(size);
    }

    /** Runs {@code task} on a thread of the pool, as soon as one is free. */
    void execute(Runnable task) {
        if (!free.tryAcquire()) {
            tellFull();
            free.acquireUninterruptibly();
        }
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                free.release();
            }
        });
    }

    private void tellFull() {
        if (!toldFull) log.warn("all {} threads are at work: a new client waits until another leaves", size);
        toldFull = true;
    }
}
