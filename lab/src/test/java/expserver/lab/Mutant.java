package expserver.lab;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import expserver.specs.Fault;
import expserver.specs.Faults;
import expserver.specs.Program;
import expserver.specs.Symptom;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Stage 9 with one thing wrong: a piece of one of its classes is replaced. {@code must} names the faults that it must
 * fail, with the symptom of each; {@code may} likewise those that it may fail, as chance has it.
 */
record Mutant(String name, String file, String original, String mutation, SortedMap<String, String> must,
        Map<String, String> may) {
    private static final CourseServer STAGE = CourseServer.named("9");

    static Mutant of(String name, String file, String original, String mutation) {
        return new Mutant(name, file, original, mutation, new TreeMap<>(), new HashMap<>());
    }

    /** The same one, which must fail these faults too. */
    Mutant fails(Symptom symptom, String... faults) {
        for (String fault : faults) must.put(fault, symptom.toString());
        return this;
    }

    /** The same one, which may fail these faults too, or those that it must in this way. */
    Mutant mayFail(Symptom symptom, String... faults) {
        for (String fault : faults) may.put(fault, symptom.toString());
        return this;
    }

    boolean mayFail(Result result) {
        return result.symptom().equals(may.get(result.spec()));
    }

    /** What it meets: of the groups in which it must fail a fault, what it fails and what needs no quiet machine. */
    List<Faults> faults() {
        return Faults.ALL.stream()
                .filter(group -> group.faults().stream().map(Fault::name).anyMatch(must::containsKey))
                .map(group -> new Faults(group.heading(),
                        group.faults().stream().filter(this::meets).toList()))
                .toList();
    }

    private boolean meets(Fault fault) {
        return must.containsKey(fault.name()) || may.containsKey(fault.name())
                || fault.runsBesideAny();
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
