package expserver.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aShortRunMeasuresWhatAServerDoesAndUses() throws Exception {
        Path file = folder.resolve("results.json");
        StringWriter out = new StringWriter();
        int status = new CommandLine(new BenchCommand()).setOut(new PrintWriter(out)).execute("--load",
                "ping-pong-64",
                "--servers", "8", "--rounds", "1", "--seconds", "0.5", "--json", file.toString());
        assertEquals(0, status, out::toString);
        assertTrue(out.toString().contains("\nstage-08-nonblocking"), out::toString);

        Report report = Report.of(Files.readString(file));
        assertEquals(1, report.settings().rounds());
        assertEquals(0.5, report.settings().seconds());
        assertEquals(1, report.measurements().size());
        Measurement measured = report.measurements().get(0);
        assertNull(measured.failure());
        assertTrue(measured.seconds() >= 0.5, measured::toString);
        assertEquals(measured.requests() / measured.seconds(), measured.requestsPerSecond(), 0.1);
        assertEquals(measured.requestsPerSecond() * 64 / 1e6, measured.megabytesPerSecond(), 0.01);
        assertTrue(measured.p50Us() > 1 && measured.p50Us() <= measured.p99Us(), measured::toString);
        assertTrue(measured.p99Us() <= measured.p999Us() && measured.p999Us() <= measured.maxUs(),
                measured::toString);
        double cpuSeconds = measured.cpuMicrosPerRequest() * measured.requests() / 1e6;
        assertTrue(cpuSeconds > 0 && cpuSeconds < 2 * measured.seconds(), measured::toString);
        assertTrue(measured.residentBytes() > 10 << 20 && measured.residentBytes() < 200 << 20,
                measured::toString);
        assertTrue(measured.allocatedBytesPerRequest() < 10_000, measured::toString);
    }
}
