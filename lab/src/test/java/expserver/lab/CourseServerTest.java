package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.specs.KnownFailure;
import expserver.specs.Symptom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CourseServerTest {
    @Test
    void everyStageIsAServer() throws IOException {
        try (Stream<Path> files = Files.list(CourseServer.ROOT)) {
            List<String> stages = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.startsWith("stage-"))
                    .sorted().toList();
            assertEquals(stages, CourseServer.ALL.stream().map(CourseServer::folder)
                    .filter(f -> f.startsWith("stage-")).toList());
        }
    }

    @Test
    void knownFailuresAreThoseOfTheStageTest() throws IOException {
        KnownFailure[] ofSeven = knownFailures("7");
        assertEquals(1, ofSeven.length);
        assertEquals("non-blocking server", ofSeven[0].spec());
        assertEquals(Symptom.NO_REPLY, ofSeven[0].symptom());
        assertEquals(0, knownFailures("8").length);
    }

    private static KnownFailure[] knownFailures(String server) throws IOException {
        return CourseServer.named(server).stageTest().getAnnotationsByType(KnownFailure.class);
    }
}
