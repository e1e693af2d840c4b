package expserver.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results as JUnit XML, the way surefire writes it: a suite per server, a test case per spec or fault. */
final class JunitReport {
    /** What no document may hold, not even escaped: all but Char of https://www.w3.org/TR/xml/#charsets. */
    private static final String NO_CHAR = "[^\t\n\r -\uD7FF\uE000-\uFFFD\\x{10000}-\\x{10FFFF}]";

    private final XMLStreamWriter xml;

    private JunitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static void write(List<Result> results, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            XMLOutputFactory factory = XMLOutputFactory.newDefaultFactory();
            new JunitReport(factory.createXMLStreamWriter(out, UTF_8.name())).suites(results);
        } catch (XMLStreamException e) {
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private void suites(List<Result> results) throws XMLStreamException {
        Map<String, List<Result>> servers = results.stream()
                .collect(groupingBy(Result::server, LinkedHashMap::new, toList()));
        xml.writeStartDocument(UTF_8.name(), "1.0");
        start("\n", "testsuites");
        for (Map.Entry<String, List<Result>> server : servers.entrySet())
            suite(server.getKey(), server.getValue());
        end("\n");
        xml.writeEndDocument();
        xml.close();
    }

    private void suite(String server, List<Result> results) throws XMLStreamException {
        start("\n  ", "testsuite");
        attribute("name", server);
        attribute("tests", results.size());
        attribute("failures", results.stream().filter(r -> !r.expected()).count());
        attribute("errors", 0);
        attribute("skipped", results.stream().filter(JunitReport::isSkipped).count());
        attribute("time", seconds(results.stream().mapToDouble(Result::seconds).sum()));
        for (Result result : results) testCase(result);
        end("\n  ");
    }

    private void testCase(Result result) throws XMLStreamException {
        start("\n    ", "testcase");
        attribute("name", result.spec());
        attribute("classname", result.server());
        attribute("time", seconds(result.seconds()));
        if (isSkipped(result)) skipped(result);
        else if (!result.expected()) failure(result);
        else if (result.failed() || !result.notes().isEmpty()) remarks(result);
        end("\n    ");
    }

    private void failure(Result result) throws XMLStreamException {
        start("\n      ", "failure");
        attribute("message", result.summary());
        attribute("type", result.failed() ? result.symptom() : result.passed() ? "passed" : "not measured");
        if (!result.passed()) text(result.message());
        end("");
    }

    private static boolean isSkipped(Result result) {
        return result.expected() && result.outcome() == Result.Outcome.NOT_MEASURED;
    }

    private void skipped(Result result) throws XMLStreamException {
        start("\n      ", "skipped");
        attribute("message", result.message());
        end("");
    }

    /** A known failure, or what was noted of a server that passed. */
    private void remarks(Result result) throws XMLStreamException {
        start("\n      ", "system-out");
        text(String.join("\n", Stream.concat(Stream.of(result.summary()), result.notes().stream()).toList()));
        end("");
    }

    private void start(String indent, String element) throws XMLStreamException {
        xml.writeCharacters(indent);
        xml.writeStartElement(element);
    }

    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value.toString()));
    }

    private void text(String text) throws XMLStreamException {
        xml.writeCharacters(clean(text));
    }

    private void end(String indent) throws XMLStreamException {
        xml.writeCharacters(indent);
        xml.writeEndElement();
    }

    private static String clean(String text) {
        return text.replaceAll(NO_CHAR, "\uFFFD");
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }
}
