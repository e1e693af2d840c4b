package expserver.lab.bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import expserver.lab.CourseServer;
import expserver.specs.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The load generator in a process of its own, which tells how far it is. */
final class LoadProcess implements AutoCloseable {
    private static final Gson GSON = new Gson();
    private static final long PATIENCE = 60; // seconds, more than the times: for connections, stalls and replies

    private final Process process;
    private final BufferedReader events;
    private final BufferedReader errors;

    private LoadProcess(List<String> command, Times times) {
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new LoadFailure("the load did not start: " + e.getMessage());
        }
        events = process.inputReader();
        errors = process.errorReader();
        long atMost = PATIENCE + (long) (times.warmup() + times.measured());
        CompletableFuture.delayedExecutor(atMost, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }

    /** Starts it against the server that listens on {@code port} of this machine. */
    static LoadProcess start(Pinning pinning, Workload load, int port, Times times) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.JAVA, "-cp",
                CourseServer.classPath("bench/load"), "expserver.bench.Load", "--port", "" + port));
        command.addAll(load.arguments(times));
        return new LoadProcess(pinning.load(command), times);
    }

    long pid() {
        return process.pid();
    }

    /** Waits for that event, and returns what comes with it; throws a {@link LoadFailure} if it does not come. */
    <T> T await(String event, Class<T> type) {
        try {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                if (!line.startsWith("{")) continue; // a warning of the JVM
                JsonObject told = JsonParser.parseString(line).getAsJsonObject();
                if (told.get("event").getAsString().equals(event)) return GSON.fromJson(told, type);
            }
            throw new LoadFailure(lastWords());
        } catch (IOException e) {
            throw new LoadFailure("the load cannot be read: " + e.getMessage());
        }
    }

    /** What it said is wrong, without its own name. */
    private String lastWords() throws IOException {
        return errors.lines().reduce((earlier, last) -> last).map(line -> line.replaceFirst("^load: ", ""))
                .orElse("the load ended without a word, or did not end in time");
    }

    /** Has it close its connections, which it keeps until then, and waits for its end. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        } catch (IOException e) {
            process.destroyForcibly(); // it has ended, or is about to
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the load ends", e);
        }
    }
}
