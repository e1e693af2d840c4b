package expserver.lab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {
    private static final String OUTER = """
            package expserver;

            import java.util.List;

            /**
             * Has {@code a|b} of {@link Inner#run}, {@link #size} and {@link Inner the inner one}, see 1.5. No more.
             */
            @Deprecated
            final class Outer {
                private final int size; // bytes

                // Two lines
                // of comment
                static final int MOST = 1, LEAST = 0;

                Outer() {
                    this(1);
                }

                Outer(int size) {
                    this.size = size;
                }

                /** One. */
                void run() {
                }

                void run(Object o) {
                    if (o instanceof Point(int x, _)) System.out.println(x);
                    String text = \"""
                            a
                              b\""";
                }

                record Point(int x, int y) {
                    Point {
                    }
                }

                enum Kind {
                    /** First. */
                    ONE("1"), // so
                    TWO("2") {
                    };

                    Kind(String s) {
                    }
                }

                @interface Mark {
                    int value() default 1;
                }
            }

            class Other {
            }
            """;

    @TempDir
    private Path folder;
    private Sources sources;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("Outer.java"), OUTER);
        sources = new Sources(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"size | private final int size; // bytes",
            "MOST | // Two lines⏎// of comment⏎static final int MOST = 1, LEAST = 0;",
            "LEAST | // Two lines⏎// of comment⏎static final int MOST = 1, LEAST = 0;",
            "new | Outer() {⏎    this(1);⏎}⏎⏎Outer(int size) {⏎    this.size = size;⏎}",
            "Point | record Point(int x, int y) {⏎    Point {⏎    }⏎}", "Point.new | Point {⏎}",
            "Kind.ONE | /** First. */⏎ONE(\"1\"), // so", "Kind.TWO | TWO(\"2\") {⏎};",
            "Kind.new | Kind(String s) {⏎}", "Mark.value | int value() default 1;",
            "size Point.new | private final int size; // bytes⏎⏎Point {⏎}"})
    void aMemberIsItsLinesWithTheCommentsAboveThem(String names, String text) throws Exception {
        assertShows(text.replace("⏎", "\n"), ("Outer.java " + names).split(" "));
    }

    @Test
    void allMethodsOfANameAreShown() throws Exception {
        assertShows("""
                /** One. */
                void run() {
                }

                void run(Object o) {
                    if (o instanceof Point(int x, _)) System.out.println(x);
                    String text = \"""
                            a
                              b\""";
                }""", "Outer.java", "run");
    }

    @Test
    void aClassIsWholeWithoutPackageAndImports() throws Exception {
        String type = OUTER.substring(OUTER.indexOf("/**"), OUTER.indexOf("\n\nclass Other"));
        assertShows(type, "Outer.java");
    }

    @Test
    void theSummaryIsTheFirstSentenceInMarkdown() throws Exception {
        assertEquals("Has `a|b` of `Inner.run`, `size` and the inner one, see 1.5.",
                Source.read(folder.resolve("Outer.java")).summary());
    }

    @Test
    void aBarInATableIsNoBorder() {
        Table table = new Table();
        table.add(List.of("a", "b"));
        table.add(List.of("x|y", "z"));
        assertEquals(List.of("| a    | b |", "| ---- | - |", "| x\\|y | z |"), table.lines());
    }

    @Test
    void whatIsNoJavaIsTold() throws IOException {
        Files.writeString(folder.resolve("Bad.java"), "class {");
        Flaw flaw = assertThrows(Flaw.class, () -> sources.code(List.of("Bad.java")));
        assertEquals("Bad.java is no Java: ", flaw.getMessage().substring(0, 21));
    }

    private void assertShows(String text, String... arguments) throws Exception {
        assertEquals(text, String.join("\n", sources.code(List.of(arguments))));
    }
}
