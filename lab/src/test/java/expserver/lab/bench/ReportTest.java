package expserver.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadAgainAndEachMeasurementHasALine() throws IOException {
        Report report = new Report(new Machine("a <cpu>", 2, 8L << 30, "Linux 6.1 amd64", "17.0.1", "cc 12"),
                new Report.Settings(true, 3, 2, 2, "./xps bench --quick"),
                List.of(Rounds.of("8", 1, 1_000), Rounds.of("c", 2, 1_001),
                        Rounds.failed("silent-1", "7", 1, "no reply")));
        Path file = folder.resolve("results.json");
        Files.writeString(file, "of an earlier run");
        report.write(file);
        assertEquals(report, Report.of(Files.readString(file)));
        assertEquals(6, Files.readAllLines(file).size());
        assertEquals(List.of(file), Files.list(folder).toList());
    }
}
