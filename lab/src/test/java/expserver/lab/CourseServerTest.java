package expserver.lab;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.specs.KnownFailure;
import expserver.specs.Symptom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CourseServerTest {
    @Test
    void everyModuleWithAMainIsAServer() throws IOException {
        try (Stream<Path> files = Files.walk(CourseServer.ROOT, 7)) {
            Set<Path> modules = files.filter(f -> f.endsWith("src/main/java/expserver/Main.java"))
                    .map(f -> f.resolve("../../../../..").normalize()).collect(toSet());
            assertEquals(modules, CourseServer.ALL.stream().map(CourseServer::path).collect(toSet()));
        }
    }

    @Test
    void theyAreInTheOrderOfTheirNumbers() {
        List<Integer> numbers = CourseServer.ALL.stream().map(CourseServer::number).filter(n -> !n.isEmpty())
                .map(Integer::valueOf).toList();
        assertEquals(numbers.stream().sorted().toList(), numbers);
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
