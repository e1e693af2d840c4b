package expserver.lab.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** What a process prints, as it comes; what is too much for a page is read and dropped. */
final class Output {
    private static final int MOST = 1_000_000; // characters

    private final StringBuilder text = new StringBuilder();
    private boolean ended;

    Output(Process process) {
        Thread reader = new Thread(() -> read(process), "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Process process) {
        try (Reader reader = new InputStreamReader(process.getInputStream(), UTF_8)) {
            char[] buffer = new char[8192];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) append(buffer, n);
        } catch (IOException closed) {
            // the process is gone
        } finally {
            end();
        }
    }

    private synchronized void append(char[] buffer, int length) {
        if (!isTooMuch()) text.append(buffer, 0, length);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits until the text is as wanted, or there will be no more of it; returns whether it is. */
    synchronized boolean await(Predicate<String> wanted, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!wanted.test(text.toString())) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (ended || isTooMuch() || left <= 0) return false;
            wait(left);
        }
        return true;
    }

    /** Takes the text up to {@code end}, which goes as well. */
    synchronized String takeUntil(String end) {
        int at = text.indexOf(end);
        String taken = text.substring(0, at);
        text.delete(0, at + end.length());
        return taken;
    }

    synchronized boolean isTooMuch() {
        return text.length() > MOST;
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized List<String> lines() {
        return text.toString().lines().toList();
    }
}
