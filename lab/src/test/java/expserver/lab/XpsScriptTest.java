package expserver.lab;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script, in a project of one module, with a java and a mvn that tell how they are called. */
class XpsScriptTest {
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
                -version) echo "openjdk version \\"$JAVA_VERSION\\"" >&2 ;;
                --list-modules) echo "$JAVA_MODULES" ;;
                *"expserver.lab.Xps run 7") echo the-class-path ;;
                *"expserver.lab.Xps run 99") exit 2 ;;
                *expserver.Main*) echo "$$: java $*"; exec sleep 60 ;;
                *) echo "java $*"; exit 3 ;;
            esac
            """;
    private static final String MVN = """
            #!/bin/sh
            if [ "$1" = -v ]; then echo "Apache Maven $MVN_VERSION (abc)"; exit; fi
            mkdir building || echo "two builds at once" >>builds
            echo "$*" >>builds
            sleep 0.2
            rmdir building
            case "$MVN_LACKS $*" in
                library*-o*) echo "Cannot access central in offline mode"; exit 1 ;;
                semicolon*) echo "A.java: ';' expected"; exit 1 ;;
            esac
            mkdir -p module/target/lib
            """;

    private final Map<String, String> environment = new HashMap<>(
            Map.of("JAVA_VERSION", "21.0.1", "JAVA_MODULES", "jdk.compiler@21", "MVN_VERSION", "3.9.9"));

    @TempDir
    private Path project;

    private record Run(int status, List<String> out, List<String> err) {
    }

    @BeforeEach
    void layOut() throws IOException {
        write("xps", Files.readString(CourseServer.ROOT.resolve("xps")));
        write("bin/java", JAVA);
        write("bin/mvn", MVN);
        for (String file : List.of("pom.xml", "module/pom.xml", "module/src/main/java/A.java",
                "config/formatter.xml", ".mvn/maven.config", "README.md"))
            write(file, "");
    }

    @Test
    void theProgramGetsTheArgumentsAndTakesThePlaceOfTheScript() throws Exception {
        Run run = xps("specs", "--command", "a  b", "*");
        assertEquals(3, run.status());
        String root = project.toRealPath().toString();
        assertEquals(List
                .of("java -Dxps.root=%s -Dxps.terminal=false -Dxps.terminal.err=false -cp %s expserver.lab.Xps specs --command a  b *"
                        .formatted(root, String.join(":", root + "/lab/target/classes",
                                root + "/tests-common/target/classes", root + "/lab/target/lib/*"))),
                run.out());
    }

    @Test
    void whatIsBuiltIsNotBuiltAgain() throws Exception {
        assertEquals(List.of(), builds());
        xps("specs");
        xps("specs");
        assertEquals(List.of("-B -q -o package -DskipTests -Dformatter.skip -Dstyle.color=never"), builds());
    }

    @ParameterizedTest
    @CsvSource({"pom.xml, 2", "module/pom.xml, 2", "module/src/main/java/A.java, 2",
            "module/src/main/java, 2",
            "config/formatter.xml, 2", ".mvn/maven.config, 2", "README.md, 1", "module/target, 1"})
    void aChangedSourceIsBuiltAgain(String changed, int builds) throws Exception {
        xps("specs");
        Files.setLastModifiedTime(project.resolve(changed), FileTime.from(Instant.now().plusSeconds(1)));
        xps("specs");
        assertEquals(builds, builds().size());
    }

    @Test
    void whatIsCleanedIsBuiltAgain() throws Exception {
        xps("specs");
        Files.delete(project.resolve("module/target/lib"));
        xps("specs");
        assertEquals(2, builds().size());
    }

    @Test
    void anotherJdkBuildsAgainForItMayBuildMore() throws Exception {
        xps("specs");
        environment.put("JAVA_VERSION", "25");
        xps("specs");
        assertEquals(2, builds().size());
    }

    @Test
    void whatIsMissingOfflineIsDownloaded() throws Exception {
        environment.put("MVN_LACKS", "library");
        Run run = xps("specs");
        assertEquals(3, run.status());
        assertEquals(List.of(), run.err());
        assertEquals(2, builds().size());
        assertEquals("-B -q package -DskipTests -Dformatter.skip -Dstyle.color=never", builds().get(1));
    }

    @Test
    void aBrokenSourceIsToldAndBuiltAgainNextTime() throws Exception {
        xps("specs");
        Files.setLastModifiedTime(project.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(1)));
        environment.put("MVN_LACKS", "semicolon");
        assertEquals(new Run(1, List.of(), List.of("A.java: ';' expected", "xps: the build failed")),
                xps("specs"));

        Files.setLastModifiedTime(project.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
        environment.remove("MVN_LACKS");
        assertEquals(3, xps("specs").status());
        assertEquals(3, builds().size());
    }

    @Test
    void twoAtTheSameTimeBuildOnce() throws Exception {
        Process one = start(project.resolve("xps").toString(), "specs");
        Process two = start(project.resolve("xps").toString(), "specs");
        assertEquals(3, one.waitFor());
        assertEquals(3, two.waitFor());
        assertEquals(1, builds().size());
    }

    @ParameterizedTest
    @CsvSource({"JAVA_VERSION, 11.0.2, java is 11.0.2: install JDK 17 or newer",
            "JAVA_VERSION, 1.8.0_402, java is 1.8.0_402: install JDK 17 or newer",
            "JAVA_HOME, /nowhere, /nowhere/bin/java is missing: install JDK 17 or newer",
            "JAVA_MODULES, java.base@21, java has no compiler: install a JDK",
            "MVN_VERSION, 3.6.3, mvn is 3.6.3: install Maven 3.8 or newer",
            "MVN_VERSION, '', mvn is missing: install Maven 3.8 or newer"})
    void aMissingToolIsNamedInOneLine(String variable, String value, String named) throws Exception {
        environment.put(variable, value);
        Run run = xps("specs");
        assertEquals(1, run.status());
        assertEquals(1, run.err().size(), () -> run.err().toString());
        assertTrue(run.err().get(0).startsWith("xps: " + named), () -> run.err().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.7", "3.10.1", "4.0.0"})
    void aNewerMavenIsFine(String version) throws Exception {
        environment.put("MVN_VERSION", version);
        assertEquals(3, xps("specs").status());
    }

    @Test
    void itMayBeCalledThroughLinksFromAnotherFolder() throws Exception {
        Path elsewhere = Files.createDirectory(project.resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../xps"));
        Files.createSymbolicLink(elsewhere.resolve("second"), elsewhere.resolve("first"));
        Run run = finish(start(elsewhere.resolve("second").toString(), "specs"));
        assertTrue(run.out().get(0).startsWith("java -Dxps.root=" + project.toRealPath() + " "));
    }

    @Test
    void aServerTakesThePlaceOfTheScriptAndGetsTheSignals() throws Exception {
        Process server = start(project.resolve("xps").toString(), "run", "7", "--host", "::1", "9000");
        try (BufferedReader out = server.inputReader()) {
            assertEquals(
                    server.pid() + ": java --enable-native-access=ALL-UNNAMED "
                            + "-Dorg.slf4j.simpleLogger.defaultLogLevel=info -cp the-class-path expserver.Main --host ::1 9000",
                    out.readLine());
            server.destroy();
            assertTrue(server.waitFor(5, SECONDS));
            assertEquals(143, server.exitValue());
        }
    }

    @Test
    void aServerLogsItsEventsIfToldSo() throws Exception {
        environment.put("XPS_DEBUG", "1");
        Process server = start(project.resolve("xps").toString(), "run", "7");
        try (BufferedReader out = server.inputReader()) {
            assertTrue(out.readLine().contains("defaultLogLevel=debug"));
        } finally {
            server.destroy();
        }
    }

    @Test
    void anUnknownServerEndsWithTheStatusOfTheProgram() throws Exception {
        assertEquals(new Run(2, List.of(), List.of()), xps("run", "99"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "run --help", "run 7 --help", "run -x"})
    void runWithoutAServerIsForTheProgram(String arguments) throws Exception {
        Run run = xps(arguments.split(" "));
        assertTrue(run.out().get(0).endsWith("expserver.lab.Xps " + arguments));
    }

    private Run xps(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(project.resolve("xps").toString()));
        command.addAll(List.of(arguments));
        return finish(start(command.toArray(String[]::new)));
    }

    private static Run finish(Process process) throws Exception {
        try (BufferedReader out = process.inputReader(); BufferedReader err = process.errorReader()) {
            List<String> lines = out.lines().toList();
            return new Run(process.waitFor(), lines, err.lines().toList());
        }
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("XPS_DEBUG");
        builder.environment().merge("PATH", project.resolve("bin") + ":", (path, bin) -> bin + path);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> builds() throws IOException {
        Path builds = project.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    private void write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
