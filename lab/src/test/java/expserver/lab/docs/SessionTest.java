package expserver.lab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.lab.CourseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
    private static final List<CourseServer> SERVERS = List.of(
            new CourseServer("stage-07-core-loop", 4, 17, ""),
            new CourseServer("encore/later", 1, 99, ""));
    private static final String START = """
            INFO Listener - listening on 127.0.0.1:8001
            INFO Listener - listening on 127.0.0.1:8002
            INFO Listener - listening on 127.0.0.1:8003
            INFO Listener - listening on 127.0.0.1:8004
            """;

    @TempDir
    private Path folder;
    private Project project;
    private Session session;
    private List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void layOut() throws IOException {
        project = Project.in(folder.toRealPath());
        session = session(Duration.ofSeconds(60));
    }

    private Session session(Duration patience) {
        return new Session(new Processes(project.root()), SERVERS, patience, step -> {});
    }

    @Test
    void commandsShareAShellInTheProjectsFolder() throws Exception {
        assertPrints("$ ls README.md; cd docs; x=1\nREADME.md\n", "$ echo $x; ls\n1\nREADME.md\n");
    }

    @Test
    void standardErrorIsPartOfTheOutputAsOnATerminal() throws Exception {
        assertPrints(
                "$ echo one; echo two >&2; nosuch\none\ntwo\nbash: nosuch: command not found\n");
    }

    @Test
    void aCommandReadsNeitherTheNextOneNorIsItWaitedForIfIncomplete() throws Exception {
        assertPrints("$ cat\n$ echo 'it' \"isn't\"\nit isn't\n$ echo \"\n"
                + "bash: unexpected EOF while looking for matching `\"'\n$ printf here\nhere\n");
    }

    @Test
    void aCommandMayGoOnOnTheNextLine() throws Exception {
        assertPrints("$ echo a \\\n    b\na b\n$ exec 3<README.md\n$ cat <&3\n# Project\n");
    }

    @Test
    void aCommandGoesOnBehindThePromptThatBashHasForIt() throws Exception {
        assertPrints("$ cat <<END\n> one\n>\n> two\n> END\none\n\ntwo\n$ echo next\nnext\n");
    }

    @Test
    void anEmptyLineMaySetOffTheNextPrompt() throws Exception {
        assertPrints("$ echo a\na\n\n$ echo b\nb\n");
        assertEquals(List.of("$ echo a\na\n\n$ echo b\nb\n"), play("$ echo a\nold\n\n$ echo b\n"));
    }

    @Test
    void whatDiffersFromRunToRunStaysAsItIsShown() throws Exception {
        assertPrints("$ echo 17 ms\n12 ms\n$ echo pid $$\npid 1\n");
        assertEquals(List.of("$ echo 17 ms\n12 ms\n$ echo new\nnew\n"),
                play("$ echo 17 ms\n12 ms\n$ echo new\nold\n"));
    }

    @Test
    void aCommandInTheBackgroundGoesOnAndGetsAHeadStart() throws Exception {
        assertPrints(
                "$ (while [ ! -e go ]; do sleep 0.01; done; echo gone >went) &\n$ ls went; touch go; wait; cat went\n"
                        + "ls: cannot access 'went': No such file or directory\ngone\n",
                "$ echo it &\nit\n");
    }

    @Test
    void aCommandThatDoesNotEndIsTold() throws Exception {
        session = session(Duration.ofMillis(200));
        assertFails("$ echo a\na\n$ sleep 60\n$ echo b\n", 3,
                "'sleep 60' takes longer than 0 s: end it, as in: "
                        + "timeout 5 COMMAND");
    }

    @Test
    void aCommandThatPrintsWithoutEndIsTold() throws Exception {
        assertFails("$ yes\n", 1, "'yes' prints too much: end it in | head");
    }

    @Test
    void aCommandThatEndsTheShellIsTold() throws Exception {
        assertFails("$ exit 3\n", 1, "'exit 3' ends the shell: leave it out");
    }

    @Test
    void aServerPrintsWhatItSaysUntilItListens() throws Exception {
        assertEquals(List.of("$ ./xps run 7\n" + START), play("$ ./xps run 7\n"));
    }

    @Test
    void aServersFirstLinesAreThoseThatItsBlockShows() throws Exception {
        assertPrints("$ ./xps run 7\nINFO Listener - listening on 127.0.0.1:8001\n");
    }

    @Test
    void aServerIsReadyForTheNextBlockAndMayPrintMoreBecauseOfIt() throws Exception {
        project.script("xps", """
                for port in 8001 8002 8003 8004; do echo "INFO Listener - listening on 127.0.0.1:$port"; done
                until [ -e visited ]; do sleep 0.01; done
                echo "INFO a visit"
                exec sleep 60
                """);
        String run = "$ XPS_DEBUG=1 ./xps run 7 --work 200\n" + START;
        assertPrints(run + "INFO a visit\n", "$ touch visited\n");
        assertEquals(List.of(run + "INFO a visit\n", "$ touch visited\n"),
                play(run + "INFO no visit\n", "$ touch visited\n"));
    }

    @Test
    void aServerListensOnThePortsThatItsCommandNames() throws Exception {
        project.script("xps", "echo \"listening on $4:$5\"; exec sleep 60");
        assertPrints("$ ./xps run 7 --host 127.0.0.1 9000\nlistening on 127.0.0.1:9000\n");
    }

    @Test
    void theNumberOfAnOptionIsNoPort() throws Exception {
        project.script("xps", "for p in 1 2 3 4; do sleep 0.1; echo listening on h:$p; done; exec sleep 60");
        assertEquals(
                List.of("$ ./xps run 7 --work 200\nlistening on h:1\nlistening on h:2\nlistening on h:3\n"
                        + "listening on h:4\n"),
                play("$ ./xps run 7 --work 200\n"));
    }

    @Test
    void controlCEndsTheServerWhichMayHaveLastWords() throws Exception {
        assertPrints("$ ./xps run 7\n" + START + "^C\nINFO Main - bye\n$ echo ended\nended\n");
        assertPrints("$ ./xps run 7\n" + START, "^C\n$ ./xps run 7\n" + START);
        assertEquals(List.of("$ ./xps run 7\n" + START + "^C\nINFO Main - bye\n"),
                play("$ ./xps run 7\n^C\nINFO Main - farewell\n"));
    }

    @Test
    void theNextServerAndTheEndOfThePageEndAServer() throws Exception {
        project.script("xps",
                "echo $$ >>pids; for p in 1 2 3 4; do echo listening on h:$p; done; sleep 60 >/dev/null 2>&1 & wait");
        play("$ ./xps run 7\n", "$ ./xps run 7\n",
                "$ kill -0 $(head -1 pids) 2>&1 | grep -c 'No such process'\n");
        List<String> pids = Files.readAllLines(project.root().resolve("pids"));
        assertEquals(2, pids.size());
        for (String pid : pids) assertTrue(ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    }

    @Test
    void aServerThatEndsByItselfPrintsAllItSays() throws Exception {
        project.script("xps", "echo 80x is not a port; exit 2");
        assertPrints("$ ./xps run 7 80x\n80x is not a port\n$ echo next\nnext\n");
    }

    @Test
    void aServerThatTheCourseDoesNotHaveIsACommandLikeOthers() throws Exception {
        project.script("xps", "echo done");
        assertPrints("$ ./xps run 99\ndone\n$ ./xps run\ndone\n");
    }

    @Test
    void aServerInTheBackgroundLeavesTheTerminal() throws Exception {
        assertPrints("$ ./xps run 7 &\n" + START + "$ jobs\n[1]+  Running                 ./xps run 7 &\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"',
            value = {"echo cannot listen: Address already in use; exit 1 | "
                    + "cannot listen: Address already in use: end the program that has this port",
                    "sleep 60 | './xps run 7' does not listen within 0 s"})
    void aServerThatDoesNotStartIsTold(String script, String message) throws Exception {
        project.script("xps", script);
        session = session(Duration.ofMillis(800));
        assertFails("$ ./xps run 7\n" + START, 1, message);
    }

    @Test
    void whatIsTypedIntoAServersTerminalIsTold() throws Exception {
        assertFails("$ ./xps run 7\n$ echo hello\n", 2,
                "'echo hello' is typed while a server runs there: write ^C first, or begin another block");
    }

    @Test
    void controlCWithoutAServerIsTold() throws Exception {
        assertFails("$ echo a\na\n^C\n", 3, "^C, and no server runs: start one, as in: $ ./xps run 7");
    }

    @Test
    void aServerThatNeedsANewerJdkIsLeftOutWithAllThatIsTypedWhileItShouldRun() throws Exception {
        assertPrints("$ ./xps run later\nas it was\n", "$ echo a\nas it was\n", "^C\n$ echo b\nb\n",
                "$ ./xps specs 7 later\nas it was\n", "$ ./xps run later\n", "$ ./xps run 7\n" + START,
                "$ echo c\nc\n");
        assertEquals(Set.of("later needs JDK 99 or newer, and this is " + Runtime.version().feature()),
                session.leftOut());
    }

    @Test
    void noProcessIsLeftBehind() throws Exception {
        play("$ (echo $BASHPID >pid; exec sleep 60) &\n", "$ bash -c 'setsid sleep 60 & echo $! >>pid'\n",
                "$ timeout 60 bash -c 'echo $$ >>pid; sleep 60' &\n");
        List<String> pids = Files.readAllLines(project.root().resolve("pid"));
        assertEquals(3, pids.size());
        for (String pid : pids) assertFalse(isAlive(Long.parseLong(pid)), pid);
    }

    /** Whether it is there, and no zombie that nobody waits for. */
    static boolean isAlive(long pid) throws IOException {
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        return Files.exists(commandLine) && !Files.readString(commandLine).isEmpty();
    }

    private void assertPrints(String... blocks) throws Exception {
        assertEquals(List.of(blocks), play(blocks));
        assertEquals(List.of(), problems);
    }

    private void assertFails(String block, int line, String message) throws Exception {
        play(block);
        assertEquals(List.of(new Problem(Path.of("page.md"), line, message)), problems);
    }

    /** What the blocks should show, each from line 1 of the page. */
    private List<String> play(String... blocks) throws Exception {
        List<Transcript> transcripts = new ArrayList<>();
        for (String text : blocks) {
            Block block = new Block(1, 1, "", text.lines().toList());
            transcripts.add(Transcript.of(new Directive(0, "session", List.of(), block)));
        }
        session.play(Path.of("page.md"), transcripts).ifPresent(problems::add);
        return transcripts.stream().map(t -> String.join("\n", t.lines()) + "\n").toList();
    }
}
