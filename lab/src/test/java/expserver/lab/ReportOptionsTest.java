package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import expserver.lab.Result.Evidence;
import expserver.lab.Result.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
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

    private Element junit(Result... results) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(write("--junit", results).toFile())
                .getDocumentElement();
    }

    private Path write(String option, Result... results) throws Exception {
        Path file = folder.resolve("results");
        ReportOptions options = new ReportOptions();
        new CommandLine(options).parseArgs(option, file.toString());
        options.write(List.of(results));
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
