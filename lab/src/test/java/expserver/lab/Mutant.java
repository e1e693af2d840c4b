package expserver.lab;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Stage 9 with one thing wrong: a piece of one of its classes is replaced. {@code fails} names the faults that it must
 * fail; those that start with a question mark it may fail, as chance has it.
 */
record Mutant(String name, String file, String original, String mutation, Set<String> fails) {
    private static final CourseServer STAGE = CourseServer.named("9");

    static Mutant of(String name, String file, String original, String mutation, String... fails) {
        return new Mutant(name, file, original, mutation, Set.of(fails));
    }

    /** Compiles it into {@code folder}. */
    Program compiledTo(Path folder) throws IOException {
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(
                List.of("--release", "17", "-d", classes.toString(), "-cp", libraries()));
        try (Stream<Path> originals = Files.list(STAGE.sources(CourseServer.ROOT))) {
            for (Path source : originals.toList()) arguments.add(mutated(source, sources).toString());
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null,
                arguments.toArray(String[]::new)), "it compiles");
        return Program.java(classes + File.pathSeparator + STAGE.classPath(),
                ports -> ports.stream().map(Object::toString).toList(), STAGE.ports());
    }

    /** Outside of the command line, javac takes no wildcard. */
    private static String libraries() throws IOException {
        try (Stream<Path> libraries = Files.list(STAGE.path().resolve("target/lib"))) {
            return libraries.map(Path::toString).collect(joining(File.pathSeparator));
        }
    }

    private Path mutated(Path source, Path folder) throws IOException {
        String text = Files.readString(source);
        if (source.endsWith(file + ".java")) {
            assertTrue(text.contains(original) && text.indexOf(original) == text.lastIndexOf(original),
                    () -> file + " has this once: " + original);
            text = text.replace(original, mutation);
        }
        return Files.writeString(folder.resolve(source.getFileName()), text);
    }

    @Override
    public String toString() {
        return name;
    }
}
