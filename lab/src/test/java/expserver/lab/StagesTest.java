package expserver.lab;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stages are read side by side, so their diff must be the lesson and nothing else. */
class StagesTest {
    @ParameterizedTest
    @CsvSource({"prologue/01-sequential, prologue/02-threads, Main StageTest ContractTest",
            "stage-06-listener, stage-07-core-loop, Main Listener Connection",
            "stage-07-core-loop, stage-08-nonblocking, Core Loop LoopHandler Connection StageTest",
            "stage-08-nonblocking, stage-09-production, "
                    + "Core Loop LoopHandler Listener Connection WriteQueue Main ContractTest WriteQueueTest "
                    + "FakeSocket ConnectionModelTest",
            "stage-08-nonblocking, encore/epoll, Core Loop Listener Connection CoreTest",
            "stage-08-nonblocking, encore/async-channels, "
                    + "Core Listener Connection WriteQueue CoreTest WriteQueueTest",
            "stage-08-nonblocking, encore/virtual-threads, Main Connection"})
    void filesThatAStageDoesNotChangeAreByteIdenticalToTheStageBefore(String before, String after,
            String lesson)
            throws IOException {
        Set<Path> shared = files(before);
        shared.retainAll(files(after));
        Set<String> different = shared.stream().filter(file -> !sameContent(before, after, file))
                .map(file -> file.getFileName().toString().replace(".java", "")).collect(toSet());
        assertEquals(Set.of(lesson.split(" ")), different);
    }

    @ParameterizedTest
    @CsvSource({"stage-06-listener, 350", "stage-07-core-loop, 350", "stage-08-nonblocking, 350",
            "stage-09-production, 635", "encore/async-channels, 350"})
    void aStageHasFewLines(String stage, int most) throws IOException {
        long lines = 0;
        for (Path file : files(stage)) {
            if (!file.startsWith("main/java")) continue;
            lines += Files.readAllLines(sources(stage).resolve(file)).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("import ")).count();
        }
        assertTrue(lines <= most, stage + " has " + lines + " lines");
    }

    private static Set<Path> files(String stage) throws IOException {
        try (Stream<Path> files = Files.walk(sources(stage))) {
            return files.filter(Files::isRegularFile).map(sources(stage)::relativize).collect(toSet());
        }
    }

    private static boolean sameContent(String before, String after, Path file) {
        try {
            return Files.mismatch(sources(before).resolve(file), sources(after).resolve(file)) == -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path sources(String stage) {
        return CourseServer.ROOT.resolve(stage).resolve("src");
    }
}
