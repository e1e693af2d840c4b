package expserver.lab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as https://github.com/Flet/github-slugger makes them. */
class AnchorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Run it | run-it", "The `Loop.run` method | the-looprun-method",
            "C and Java, side by side | c-and-java-side-by-side",
            "What a *full* buffer is | what-a-full-buffer-is",
            "OP_WRITE -- when? | op_write----when", "Ärger über `[1]` | ärger-über-1", "a → b | a--b",
            "[A link](b.md) here | a-link-here"})
    void aHeadingIsNamedAsGitHostsDo(String heading, String name) {
        assertEquals(Set.of(name), anchors("## " + heading + "\n"));
    }

    @Test
    void aRepeatedHeadingIsNumbered() {
        assertEquals(Set.of("a", "a-1", "a-2", "a-1-1"), anchors("# A\n## A\n# a\n# A 1\n"));
    }

    @Test
    void aHeadingInACodeBlockIsNone() {
        assertEquals(Set.of("a", "id"), anchors("A\n=\n\n```text\n# B\n```\n<p id=id>\n"));
    }

    private static Set<String> anchors(String page) {
        return new PageReader(Path.of("page.md"), page).page().anchors();
    }
}
