package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DiffCommandTest {
    private final Launch diff = Launch.of("diff", "7", "8");

    @Test
    void aChangedFileIsAUnifiedDiff() {
        assertEquals(0, diff.status());
        assertShows("""
                --- stage-07-core-loop/Connection.java
                \\+\\+\\+ stage-08-nonblocking/Connection.java
                @@ -\\d+,\\d+ \\+\\d+,\\d+ @@
                """);
        assertShows("    private final Core core;\n");
        assertShows("\\+    private final WriteQueue owed = new WriteQueue\\(\\);\n");
        assertShows("-    private SelectionKey key;\n");
    }

    @Test
    void aFileThatComesOrGoesIsTheDifferenceFromNothing() {
        assertShows("--- /dev/null\n\\+\\+\\+ stage-08-nonblocking/WriteQueue.java\n@@ -0,0 \\+1,\\d+ @@\n");
        assertShows("--- stage-07-core-loop/BlockingSend.java\n\\+\\+\\+ /dev/null\n@@ -1,\\d+ \\+0,0 @@\n");
    }

    @Test
    void aFileThatStaysTheSameIsNotShown() {
        assertFalse(diff.out().contains("LineReverser.java"));
        assertEquals(new Launch(0, "", ""), Launch.of("diff", "7", "7"));
    }

    private void assertShows(String lines) {
        assertTrue(Pattern.compile("^ ?" + lines, Pattern.MULTILINE).matcher(diff.out()).find(), diff::out);
    }
}
