package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import expserver.lab.Result.Evidence;
import expserver.lab.Result.Outcome;
import expserver.specs.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import picocli.CommandLine;

class ReportOptionsTest {
    private static final String UGLY = "a <b> & \"c\" ]]> \u0000\u001b[31m \uD83D\uDE00 \uFFFE\n  end";

    @TempDir
    private Path folder;

    @Test
    void junitXmlHoldsWhateverAServerSays() throws Exception {
        Element suite = (Element) junit(failed(UGLY)).getElementsByTagName("testsuite").item(0);
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals("1", suite.getAttribute("tests"));
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertEquals("closed", failure.getAttribute("type"));
        assertEquals(UGLY.replaceAll("[\u0000\u001b\uFFFE]", "\uFFFD"), failure.getTextContent());
    }

    @Test
    void junitXmlCountsAKnownFailureAsPassed() throws Exception {
        Element root = junit(result("server", Outcome.FAILED, "closed", true, "expected", "told", 0.5));
        assertEquals("0",
                ((Element) root.getElementsByTagName("testsuite").item(0)).getAttribute("failures"));
        assertEquals("expected", root.getElementsByTagName("system-out").item(0).getTextContent());
    }

    @Test
    void junitXmlHasASuiteForEachServer() throws Exception {
        Result other = result("other", Outcome.PASSED, null, true, "passed", null, 0.25);
        Element root = junit(failed("told"), other);
        Node second = root.getElementsByTagName("testsuite").item(1);
        assertEquals("other", ((Element) second).getAttribute("name"));
        assertEquals("0.250", ((Element) second).getAttribute("time"));
    }

    @Test
    void jsonHoldsWhateverAServerSays() throws Exception {
        Path file = write("--json", failed(UGLY));
        assertEquals(UGLY, JsonParser.parseString(Files.readString(file)).getAsJsonArray().get(0)
                .getAsJsonObject().get("message").getAsString());
    }

    @Test
    void junitXmlSkipsWhatWasNotMeasuredAndKeepsNotes() throws Exception {
        Result skipped = new Result("server", "group", "spec", Outcome.NOT_MEASURED, null, true, "- why",
                "why",
                List.of(), 0, Evidence.NONE);
        Result noted = new Result("server", "group", "spec", Outcome.PASSED, null, true, "✔", null,
                List.of("saw this"), 0, Evidence.NONE);
        Element root = junit(skipped, noted);
        assertEquals("why",
                ((Element) root.getElementsByTagName("skipped").item(0)).getAttribute("message"));
        assertEquals("1", ((Element) root.getElementsByTagName("testsuite").item(0)).getAttribute("skipped"));
        assertEquals("✔\nsaw this", root.getElementsByTagName("system-out").item(0).getTextContent());
    }

    @Test
    void junitXmlCountsWhatShouldHaveBeenMeasuredAsAFailure() throws Exception {
        Element root = junit(result("server", Outcome.NOT_MEASURED, null, false, "- why", "why", 0));
        Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals("0", suite.getAttribute("skipped"));
        Element failure = (Element) root.getElementsByTagName("failure").item(0);
        assertEquals("not measured", failure.getAttribute("type"));
    }

    @Test
    void jsonTellsTheGroupTheOutcomeAndTheNotesAndLeavesOutTheSamples() throws Exception {
        Result noted = new Result("server", "group", "spec", Outcome.PASSED, null, true, "✔", null,
                List.of("saw this"), 0.5, Evidence.NONE);
        assertEquals(
                JsonParser.parseString("[{server: server, group: group, spec: spec, outcome: passed,"
                        + " symptom: null, expected: true, summary: '✔', message: null, notes: ['saw this'],"
                        + " seconds: 0.5, passed: true}]"),
                JsonParser.parseString(Files.readString(write("--json", noted))));
    }

    @Test
    void htmlHoldsWhateverAServerSaysAndRunsNoneOfIt() throws Exception {
        String script = "</script><script>alert(1)</script>" + UGLY;
        Evidence evidence = new Evidence(List.of(new Sample(100, 0.12345, 4096)), List.of(script));
        Result result = new Result(script, "group", "spec", Outcome.FAILED, "closed", false, script, script,
                List.of(script), 1, evidence);
        Document page = Jsoup.parse(write("--html", result).toFile());
        assertEquals(2, page.select("script").size());
        JsonObject report = JsonParser.parseString(page.select("script#report").first().data())
                .getAsJsonObject();
        JsonObject written = report.getAsJsonArray("results").get(0).getAsJsonObject();
        for (String field : List.of("server", "summary", "message", "notes"))
            assertEquals(script, written.get(field).getAsString());
        assertEquals(JsonParser.parseString("[[100, 0.123, 4096]]"),
                written.getAsJsonObject("evidence").get("samples"));
        assertEquals(script, written.getAsJsonObject("evidence").get("output").getAsString());
    }

    private Element junit(Result... results) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(write("--junit", results).toFile())
                .getDocumentElement();
    }

    private Path write(String option, Result... results) throws Exception {
        Path file = folder.resolve("results");
        ReportOptions options = new ReportOptions();
        new CommandLine(options).parseArgs(option, file.toString());
        options.write(List.of(new Actor("server", Map.of())), List.of(results));
        return file;
    }

    private static Result failed(String message) {
        return result("server", Outcome.FAILED, "closed", false, "✘ closed", message, 1);
    }

    private static Result result(String server, Outcome outcome, String symptom, boolean expected,
            String summary, String message, double seconds) {
        return new Result(server, "group", "spec", outcome, symptom, expected, summary, message, List.of(),
                seconds, Evidence.NONE);
    }
}
