package expserver.lab.bench;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A run as JSON: a line for the machine, one for the settings, and one for each measurement. */
record Report(Machine machine, Settings settings, List<Measurement> measurements) {
    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    /** How it was measured. */
    record Settings(boolean quick, int rounds, double warmupSeconds, double seconds, String command) {
    }

    static Report read(Path file) throws IOException {
        return GSON.fromJson(Files.readString(file), Report.class);
    }

    /** Writes it beside {@code file} first: whoever stops the run has the old file or the new one, and whole. */
    void write(Path file) throws IOException {
        Path draft = Path.of(file + ".part");
        Files.writeString(draft, json());
        Files.move(draft, file, REPLACE_EXISTING);
    }

    private String json() {
        return "{\"machine\": %s,\n \"settings\": %s,\n \"measurements\": [%s]}\n".formatted(
                GSON.toJson(machine),
                GSON.toJson(settings),
                measurements.stream().map(m -> "\n  " + GSON.toJson(m)).collect(joining(",")));
    }
}
