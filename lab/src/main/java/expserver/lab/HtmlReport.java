package expserver.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonSerializer;
import expserver.specs.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Results as one page for a browser, which needs nothing but this file. */
final class HtmlReport {
    private static final String PLACE = "@REPORT@";

    /** Escapes what ends a script element, so that servers may say what they like. */
    private static final Gson GSON = new GsonBuilder().serializeNulls()
            .registerTypeAdapter(Sample.class, (JsonSerializer<Sample>) (sample, type, context) -> {
                JsonArray numbers = new JsonArray(); // names would be most of the file
                numbers.add(sample.millis());
                numbers.add(Math.round(sample.cpu() * 1000) / 1000.0);
                numbers.add(sample.memory());
                return numbers;
            }).create();

    private HtmlReport() {
    }

    private record Report(String origin, List<Server> servers, List<Result> results) {
    }

    private record Server(String name, String column, String obstacle) {
        static Server of(Candidate candidate) {
            return new Server(candidate.name(), Scoreboard.label(candidate.shortName()),
                    candidate.obstacle().orElse(null));
        }
    }

    static void write(List<Candidate> candidates, List<Result> results, Path file) throws IOException {
        try (InputStream template = HtmlReport.class.getResourceAsStream("report.html")) {
            Report report = new Report(origin(), candidates.stream().map(Server::of).toList(), results);
            Files.writeString(file, new String(template.readAllBytes(), UTF_8)
                    .replace(PLACE, GSON.toJson(report)));
        }
    }

    /** When, and on what machine. */
    private static String origin() {
        return "%s, %s %s, JDK %s, %d processors".formatted(
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx").format(ZonedDateTime.now()),
                System.getProperty("os.name"), System.getProperty("os.version"), Runtime.version(),
                Runtime.getRuntime().availableProcessors());
    }
}
