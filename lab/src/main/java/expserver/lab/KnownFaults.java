package expserver.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import expserver.specs.Expectation;
import expserver.specs.Fault;
import expserver.specs.Faults;
import expserver.specs.Symptom;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** Which faults servers of the course must not survive: one file, readable as a table. */
public final class KnownFaults {
    private static final String FILE = "known-failures.txt";
    private static final String ROW = "server | faults | symptom | because | cured in";
    private static final int COLUMNS = 5;

    private final Map<CourseServer, Map<String, Expectation>> rows = new LinkedHashMap<>();

    private KnownFaults() {
    }

    /** The file of the course; throws an exception that names the line if it says what cannot be. */
    public static KnownFaults ofTheCourse() throws IOException {
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(KnownFaults.class.getResourceAsStream(FILE), UTF_8))) {
            return of(file.lines().toList(), Faults.ALL);
        }
    }

    /** Rows that are about faults of {@code groups}; throws likewise. */
    public static KnownFaults of(List<String> lines, List<Faults> groups) throws IOException {
        KnownFaults known = new KnownFaults();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            try {
                known.read(line, groups);
            } catch (TypeConversionException e) {
                throw new IOException("%s:%d: %s".formatted(FILE, i + 1, e.getMessage()), e);
            }
        }
        return known;
    }

    /** What that server must fail, by the names of the faults, in the order of the file. */
    public Map<String, Expectation> of(CourseServer server) {
        return rows.getOrDefault(server, Map.of());
    }

    private void read(String line, List<Faults> groups) {
        String[] cells = line.split("\\s*\\|\\s*");
        if (cells.length != COLUMNS) throw new TypeConversionException("this is no row: " + ROW);

        Expectation expected = new Expectation(symptom(cells[2]), cells[3],
                CourseServer.named(cells[4]).name());
        for (String server : cells[0].split("\\s*;\\s*")) {
            for (String fault : cells[1].split("\\s*;\\s*"))
                add(CourseServer.named(server), FaultNames.named(fault, groups), expected);
        }
    }

    private void add(CourseServer server, Fault fault, Expectation expected) {
        if (rows.computeIfAbsent(server, s -> new LinkedHashMap<>()).put(fault.name(), expected) != null) {
            throw new TypeConversionException(
                    "'%s' of %s is in two rows".formatted(fault.name(), server.name()));
        }
    }

    private static Symptom symptom(String words) {
        return Stream.of(Symptom.values()).filter(s -> s.toString().equals(words)).findAny()
                .orElseThrow(() -> new TypeConversionException("unknown symptom '%s'; there are %s"
                        .formatted(words, List.of(Symptom.values()))));
    }
}
