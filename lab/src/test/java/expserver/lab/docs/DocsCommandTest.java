package expserver.lab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.lab.docs.Project.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocsCommandTest {
    private static final String EVERY_KIND = """
            # A page

            <!-- code 6 Main.turns Main.turn -->
            ```java
            private int turns; // ever

            /** Turns once. */
            void turn() {
                turns++;
            }
            ```

            <!-- code stage-07-core-loop/src/main/java/expserver/Loop.java -->
            ```java
            /** Loops {@link Main#turn}. */
            class Loop {
            }
            ```

            <!-- diff 6 7 Main -->
            ```diff
            --- stage-06-listener/Main.java
            +++ stage-07-core-loop/Main.java
            @@ -6,6 +6,6 @@

                 /** Turns once. */
                 void turn() {
            -        turns++;
            +        turns--;
                 }
             }
            ```

            <!-- files 6 7 -->
            | file                                                                 | lines | against 6 | what it is |
            | -------------------------------------------------------------------- | ----- | --------- | ---------- |
            | [Loop.java](../stage-07-core-loop/src/main/java/expserver/Loop.java) | 3     | new       | Loops `Main.turn`. |
            | [Main.java](../stage-07-core-loop/src/main/java/expserver/Main.java) | 11    | changed   | Starts `it`. |
            | [Same.java](../stage-07-core-loop/src/main/java/expserver/Same.java) | 3     | same      | Stays. |
            | [Send.java](../stage-06-listener/src/main/java/expserver/Send.java)  |       | gone      | Blocks. |

            <!-- files 7 -->
            | file                                                                 | lines | what it is |
            | -------------------------------------------------------------------- | ----- | ---------- |
            | [Loop.java](../stage-07-core-loop/src/main/java/expserver/Loop.java) | 3     | Loops `Main.turn`. |
            | [Main.java](../stage-07-core-loop/src/main/java/expserver/Main.java) | 11    | Starts `it`. |
            | [Same.java](../stage-07-core-loop/src/main/java/expserver/Same.java) | 3     | Stays. |

            <!-- scoreboard 6 8 -->
            | server               | single | multiple | error | non-blocking | symptom |
            | -------------------- | ------ | -------- | ----- | ------------ | ------- |
            | stage-06-listener    | ✔      | ✔        | ✔     | ✘            | no reply |
            | stage-08-nonblocking | ✔      | ✔        | ✔     | ✔            |  |

            <!-- session -->
            ```console
            $ echo hello
            hello
            $ echo 17 ms >&2
            12 ms
            ```

            <!-- shown it takes an hour -->
            ```console
            $ sleep 3600
            ```
            """;

    @TempDir
    private Path folder;
    private Project project;

    @BeforeEach
    void layOut() throws IOException {
        project = Project.in(folder.toRealPath());
    }

    @Test
    void aPageThatShowsWhatIsThereIsNotStale() throws IOException {
        write(EVERY_KIND);
        assertEquals(new Run(0, "3 pages, 8 blocks: nothing is stale", List.of()), project.docs("--check"));
    }

    @Test
    void emptyBlocksAreFilledAndNothingElseIsTouched() throws IOException {
        String around = "\n\ttext  \n<!-- shown so -->\n~~~\n as it is  \n~~~\n* a\n\n    indented\n\n";
        String empty = EVERY_KIND.replaceAll("(?m)^(```\\w+\n)(?:(?!```)(?!\\$ ).*\n)+(?=```)", "$1")
                .replaceAll("(?m)^\\|.*\n(\\|.*\n)*", "|\n").replaceAll("(?m)^(hello|12 ms)\n", "");
        assertFalse(empty.contains("turns++") || empty.contains("| file") || empty.contains("12 ms"), empty);
        write(around + empty + around);
        assertEquals(new Run(0, "3 pages, 10 blocks: 7 regenerated", List.of()), project.docs());
        assertEquals(around + EVERY_KIND.replace("12 ms", "17 ms") + around, project.read("docs/page.md"));
        assertEquals(new Run(0, "3 pages, 10 blocks: 0 regenerated", List.of()), project.docs());
    }

    @Test
    void aTableOfFaultsIsOfTheServersAndFaultsThatThereAre() throws IOException {
        write("<!-- robustness -->\n|\n\n<!-- robustness 6 -->\n| old |\n");
        assertEquals(new Run(0, "3 pages, 2 blocks: 2 regenerated", List.of()), project.docs());
        List<String> lines = project.read("docs/page.md").lines().toList();
        assertTrue(lines.get(1).matches("\\| fault +\\| 01 \\| 02 \\| .*"), lines::toString);
        assertTrue(lines.get(3).startsWith("| **Stream** "), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.matches("\\| fault +\\| symptom +\\| .*")),
                lines::toString);
        assertEquals(0, project.docs("--check").status());
    }

    @Test
    void aTableOfABenchmarkIsOfTheRunThatIsKept() throws IOException {
        write("<!-- bench fast -->\n|\n");
        assertTold(
                "docs/page.md:1: there is no docs/performance.json: run ./xps bench --json docs/performance.json");
        project.write("docs/performance.json", """
                {"machine": {}, "settings": {}, "measurements": [
                  {"load": "fast", "server": "c", "requestsPerSecond": 12345, "cpuMicrosPerRequest": 8}]}
                """);
        assertEquals(new Run(0, "3 pages, 1 block: 1 regenerated", List.of()), project.docs());
        assertEquals("""
                <!-- bench fast -->
                | server | requests/s | ratio (spread)      | CPU µs/request |
                | ------ | ---------- | ------------------- | -------------- |
                | c      | 12,300     | base (1.00 to 1.00) | 8 |
                """, project.read("docs/page.md"));
    }

    @Test
    void aBlockInAListOrAQuotationKeepsItsPlace() throws IOException {
        write("1. one\n\n   <!-- code 6 Main.turn -->\n   ```java\n   ```\n"
                + "> <!-- code 7 Loop -->\n> ```java\n> ```\n");
        assertEquals(0, project.docs().status());
        assertEquals("""
                1. one

                   <!-- code 6 Main.turn -->
                   ```java
                   /** Turns once. */
                   void turn() {
                       turns++;
                   }
                   ```
                > <!-- code 7 Loop -->
                > ```java
                > /** Loops {@link Main#turn}. */
                > class Loop {
                > }
                > ```
                """, project.read("docs/page.md"));
        assertEquals(0, project.docs("--check").status());
    }

    @Test
    void linesEndAsThoseOfThePageDo() throws IOException {
        write("a\r\n\r\n<!-- code 7 Loop -->\r\n```java\r\nold\r\n```\r\nb");
        assertEquals(0, project.docs().status());
        assertEquals("a\r\n\r\n<!-- code 7 Loop -->\r\n```java\r\n/** Loops {@link Main#turn}. */\r\n"
                + "class Loop {\r\n}\r\n```\r\nb", project.read("docs/page.md"));
    }

    @Test
    void staleCodeIsToldAtTheFirstLineThatDiffers() throws IOException {
        write("<!-- code 6 Main.turn -->\n```java\n/** Turns once. */\nvoid turn() {\n    turn--;\n}\n```\n");
        assertTold("docs/page.md:5: stale: code 6 Main.turn; run ./xps docs docs/page.md",
                "     void turn() {", "    -    turn--;", "    +    turns++;", "     }");
        assertEquals(0, project.docs().status());
        assertEquals(0, project.docs("--check").status());
    }

    @Test
    void aStaleDiffIsTold() throws IOException {
        write(EVERY_KIND);
        project.write(Project.SEVEN + "Main.java",
                project.read(Project.SEVEN + "Main.java").replace("--", " -= 2"));
        assertTold("docs/page.md:29: stale: diff 6 7 Main; run ./xps docs docs/page.md",
                "     -        turns++;", "    -+        turns--;", "    ++        turns -= 2;",
                "          }");
    }

    @Test
    void aStaleTableOfFilesIsTold() throws IOException {
        write(EVERY_KIND);
        project.write(Project.SEVEN + "Same.java", "/** Changes. */\nclass Same {\n}\n");
        List<String> told = project.docs("--check").told();
        assertEquals("docs/page.md:39: stale: files 6 7; run ./xps docs docs/page.md", told.get(0));
        assertEquals(
                "    +| [Same.java](../stage-07-core-loop/src/main/java/expserver/Same.java) | 3     | changed   |"
                        + " Changes. |",
                told.get(3));
        assertEquals("docs/page.md:47: stale: files 7; run ./xps docs docs/page.md", told.get(5));
    }

    @Test
    void aStaleScoreboardIsTold() throws IOException {
        write("""
                <!-- scoreboard 6 -->
                | server            | single | multiple | error | non-blocking | symptom |
                | ----------------- | ------ | -------- | ----- | ------------ | ------- |
                | stage-06-listener | ✔      | ✔        | ✔     | ✔            |  |
                """);
        assertTold("docs/page.md:4: stale: scoreboard 6; run ./xps docs docs/page.md",
                "     | ----------------- | ------ | -------- | ----- | ------------ | ------- |",
                "    -| stage-06-listener | ✔      | ✔        | ✔     | ✔            |  |",
                "    +| stage-06-listener | ✔      | ✔        | ✔     | ✘            | no reply |");
    }

    @Test
    void aServerThatIsNotAsTheCourseSaysDoesNotGetIntoAScoreboard() throws IOException {
        write("<!-- scoreboard 7 -->\n|\n");
        Run run = project.docs();
        assertEquals(List.of(
                "docs/page.md:1: stage-07-core-loop is not as the course says, error handling: ✘ no reply;"
                        + " see ./xps specs stage-07-core-loop"),
                run.told());
        assertEquals(1, run.status());
        assertEquals("<!-- scoreboard 7 -->\n|\n", project.read("docs/page.md"));
    }

    @Test
    void aStaleSessionIsTold() throws IOException {
        write("<!-- session -->\n```console\n$ echo hello\nhallo\n```\n");
        assertTold("docs/page.md:4: stale: session; run ./xps docs docs/page.md", "     $ echo hello",
                "    -hallo",
                "    +hello");
    }

    @Test
    void aLongDifferenceIsCut() throws IOException {
        write("<!-- session -->\n```console\n$ seq 30\n1\n```\n");
        List<String> told = project.docs("--check").told();
        assertEquals(22, told.size());
        assertEquals("    ... and 10 lines more", told.get(21));
    }

    @Test
    void whatCannotBeMendedIsToldAndTheRestRegenerated() throws IOException {
        write(EVERY_KIND.replace("hello\nhello", "hello\nhallo") + "\n[dead](dead.md)\n");
        Run run = project.docs();
        assertEquals(1, run.status());
        assertEquals("3 pages, 8 blocks: 1 regenerated, 1 problem", run.summary());
        assertEquals(EVERY_KIND + "\n[dead](dead.md)\n", project.read("docs/page.md"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "cod 6 Main | unknown directive 'cod'; there are bench, code, diff, files, robustness, "
                    + "scoreboard, session and shown",
            "code 6 Loop | stage-06-listener has no class 'Loop'; it has Main, Same, Send",
            "code 6 Main.run | Main has no 'run'; it has turns, turn",
            "code 6 Main.Inner.run | Main has no nested class 'Inner'; it has turns, turn",
            "code | code needs a server or a .java file: <!-- code 7 Loop.run -->",
            "code 6 | code needs a class: <!-- code 7 Loop.run -->",
            "code gone/Main.java | no file gone/Main.java: name it from the project's "
                    + "folder, or remove the block",
            "code 8 Main | there is no stage-08-nonblocking/src/main/java/expserver: "
                    + "correct the name, or remove this",
            "shown | say why: <!-- shown it takes an hour -->"})
    void aDirectiveThatNothingAnswersIsTold(String directive, String message) throws IOException {
        write("text\n\n<!-- " + directive + " -->\n```java\n```\n");
        assertTold("docs/page.md:3: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"diff 6 | diff needs two servers: <!-- diff 7 8 Loop -->",
            "diff 6 6 | 6 6 changes nothing: remove it",
            "diff 6 7 Same | Same is the same in stage-06-listener and stage-07-core-loop: remove it here",
            "diff 6 7 Gone | no class 'Gone' in stage-06-listener and stage-07-core-loop; they have Loop, Main, Same, "
                    + "Send"})
    void aDiffThatIsNoneIsTold(String directive, String message) throws IOException {
        write("<!-- " + directive + " -->\n```diff\n```\n");
        assertTold("docs/page.md:1: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"code 6 Main | a fence ```java", "diff 6 7 | a fence ```diff",
            "session | a fence ```console", "shown x | a fence", "files 6 | a table, for a start a line |",
            "scoreboard | a table, for a start a line |",
            "robustness | a table, for a start a line |", "bench x | a table, for a start a line |"})
    void aDirectiveWithoutItsBlockIsTold(String directive, String wanted) throws IOException {
        String message = "directive '%s' without its block: on the next line must be %s"
                .formatted(directive.split(" ")[0],
                        wanted.equals("a table, for a start a line") ? wanted + " |" : wanted);
        for (String block : List.of("", "\n```java\n```\n", "text\n")) {
            write("<!-- " + directive + " -->\n" + block);
            assertTold("docs/page.md:1: " + message);
        }
    }

    @ParameterizedTest
    @CsvSource({"java, code 7 Loop.run", "diff, diff 7 8 Loop", "console, session"})
    void aFenceWithoutADirectiveIsTold(String language, String directive) throws IOException {
        write("text\n```%s\n```\n```text\n```\n".formatted(language));
        assertTold(
                "docs/page.md:2: a fence ```%s without a directive: put <!-- %s -->, or <!-- shown REASON -->, on "
                        .formatted(language, directive) + "the line before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!-- code 6\nMain.turn -->\n", "<!-- code 6 Main.turn --> text\n",
            "<!-- code -- -->-->\n"})
    void aCommentThatIsNotAloneOnItsLineIsTold(String comment) throws IOException {
        write(comment);
        assertTold("docs/page.md:1: a comment is a directive, alone on its line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!-- code 6 Main -->\n```java\n```", "```java\n```"})
    void markdownThatIsPartOfHtmlIsTold(String markdown) throws IOException {
        write("text\n\n<details>\n" + markdown + "\n</details>\n");
        assertTold(
                "docs/page.md:3: a fence or a directive is part of this HTML: put an empty line before it");
    }

    @Test
    void aFenceThatIsNotClosedIsTold() throws IOException {
        write("<!-- code 6 Main -->\n```java\n");
        assertTold("docs/page.md:2: the fence is not closed");
    }

    @Test
    void aLineThatWouldEndTheFenceIsTold() throws IOException {
        write("<!-- session -->\n```console\n$ echo '```'\n```\n");
        assertTold("docs/page.md:1: session has a line that begins with ```: show something else");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '"', value = {
            "[a](gone.md)→ dead link gone.md: there is no docs/gone.md",
            "[a][b] ⏎ ⏎[b]: gone.md→ dead link gone.md: there is no docs/gone.md",
            "![a](gone.svg)→ dead image gone.svg: there is no docs/gone.svg",
            "<img src='gone.svg'>→ dead image gone.svg: there is no docs/gone.svg",
            "<p>⏎<a href='gone.md'>a</a>→ dead link gone.md: there is no docs/gone.md",
            "<picture><source srcset='gone.svg 2x'></picture>→ dead image gone.svg: there is no docs/gone.svg",
            "[a](../stage-06-listener/src/Gone.java)→ dead link ../stage-06-listener/src/Gone.java: there is no "
                    + "stage-06-listener/src/Gone.java",
            "[a](#gone)→ dead link #gone: docs/page.md has no heading #gone; it has [#title]",
            "[a](README.md#gone)→ dead link README.md#gone: docs/README.md has no heading #gone; it has [#map]",
            "[a](/README.md)→ link /README.md begins with /: name it from this page's folder",
            "[a](../../x)→ link ../../x leads out of the project",
            "[a](../stage-06-listener/src/main/java/expserver/Main.java#L3)→ link ../stage-06-listener/src/main/java/"
                    + "expserver/Main.java#L3: a place in a file that is no page goes stale; leave out #L3",
            "[a](<a b>)→ 'a b' is no link: Illegal character in path"})
    void aDeadLinkIsTold(String link, String message) throws IOException {
        write("# Title\n\n" + link.replace("⏎", "\n") + "\n");
        int line = link.startsWith("<p>") ? 4 : 3;
        assertTold("docs/page.md:" + line + ": " + message);
    }

    @Test
    void aLinkThatLeadsSomewhereIsNotTold() throws IOException {
        project.write("docs/a picture.svg", "");
        write("""
                # Title
                <b id="here">x</b> [a](#title) [b](README.md) [c](../README.md#project) [d](#here)
                [e](?plain=1#title)                 ![f](a%20picture.svg) [g](../stage-06-listener/) [h](https://example.org/gone)
                [i](mailto:a@example.org)                 [j](//example.org) <https://example.org/>
                """);
        assertEquals(0, project.docs("--check").status());
    }

    @Test
    void aPageThatTheMapDoesNotLinkIsTold() throws IOException {
        write("[map](README.md)\n");
        project.write("docs/more/lost.md", "\n");
        project.write("docs/node_modules/foreign.md", "[a](gone.md)\n");
        project.write("docs/.site/foreign.md", "[a](gone.md)\n");
        project.write("docs/source/[path].md", "[a](gone.md)\n");
        assertTold("docs/more/lost.md:1: the map docs/README.md does not link this page: add a line for it");
    }

    @Test
    void aDiagramThatDoesNotParseIsTold() throws IOException {
        write("# A\n\n```mermaid\nno diagram\n```\n");
        project.write("docs/node_modules/mermaid/x.js", "");
        assertTold("docs/page.md:4: Mermaid: no diagram");
        write("# A\n\n```mermaid\ngraph\n```\n");
        assertEquals(0, project.docs("--check").status());
    }

    @Test
    void diagramsThatCannotBeParsedAreToldWithTheCure() throws IOException {
        write("# A\n\n```mermaid\ngraph\n```\n");
        assertTold("docs/page.md:3: Mermaid is not parsed: run npm ci in docs");
        project.write("docs/node_modules/mermaid/x.js", "");
        project.script("node", "echo cannot find module; exit 1\n");
        assertTold("docs/page.md:3: Mermaid is not parsed: cannot find module");
        Files.delete(project.root().resolve("node"));
        assertTold("docs/page.md:3: Mermaid is not parsed: cannot run %s: install Node.js"
                .formatted(project.root().resolve("node")));
    }

    @Test
    void sessionsAndScoreboardsMayBeLeftOut() throws IOException {
        write("<!-- session -->\n```console\n$ touch ran\nold\n```\n\n<!-- scoreboard 7 -->\n| old |\n");
        assertEquals(
                new Run(0, "3 pages, 2 blocks: nothing is stale, sessions and scoreboards did not run",
                        List.of()),
                project.docs("--check", "--no-run"));
        assertFalse(Files.exists(project.root().resolve("ran")));
        assertFalse(Files.exists(project.root().resolve("judged")));
        write("<!-- session -->\n```console\nold\n```\n\n<!-- scoreboard 99 -->\n| old |\n");
        Run run = project.docs("--check", "--no-run");
        assertEquals("docs/page.md:1: a session begins with a command, such as: $ ./xps run 7",
                run.told().get(0));
        assertEquals("docs/page.md:6: unknown server '99'; there are", run.told().get(1).substring(0, 46));
    }

    @Test
    void pagesMayBeNamed() throws IOException {
        write("[a](gone.md)\n");
        String named = project.root().resolve("README.md").toString();
        assertEquals(new Run(0, "1 page, 0 blocks: nothing is stale", List.of()),
                project.docs("--check", named));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone.md", "docs", "xps"})
    void whatIsNoPageIsBadUsage(String name) {
        String named = project.root().resolve(name).toString();
        Run run = project.docs("--check", named);
        assertEquals(2, run.status());
        assertEquals("no page of the project: " + named, run.told().get(0));
    }

    private void write(String page) throws IOException {
        project.write("docs/page.md", page);
    }

    private void assertTold(String... lines) {
        Run run = project.docs("--check");
        assertEquals(List.of(lines), run.told());
        assertEquals(1, run.status());
    }
}
