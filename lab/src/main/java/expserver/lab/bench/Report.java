package expserver.lab.bench;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A run as JSON: a line for the machine, one for the settings, and one for each measurement. */
public record Report(Machine machine, Settings settings, List<Measurement> measurements) {
    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    /** How it was measured; times are in seconds. */
    public record Settings(boolean quick, int rounds, double warmupSeconds, double seconds, String command) {
    }

    /** What was written as {@code json}; throws a {@link JsonParseException} if that is no run. */
    public static Report of(String json) {
        Report report = GSON.fromJson(json, Report.class);
        if (report == null
                || Stream.of(report.machine, report.settings, report.measurements).anyMatch(Objects::isNull))
            throw new JsonParseException("no run");
        return report;
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
