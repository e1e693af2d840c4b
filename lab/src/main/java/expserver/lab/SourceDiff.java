package expserver.lab;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the sources of the project in {@code root} change from one server to another: the lesson. */
public record SourceDiff(Path root, CourseServer from, CourseServer to) {
    private static final int CONTEXT = 3; // lines, as diff -u has it

    /** The source files of both, relative to the folder of their package. */
    public SortedSet<Path> files() throws IOException {
        SortedSet<Path> files = new TreeSet<>(files(from));
        files.addAll(files(to));
        return files;
    }

    /** The unified diff of a source file, no line if it stays the same. */
    public List<String> of(Path file) throws IOException {
        List<String> before = lines(from, file);
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(name(from, file), name(to, file), before,
                DiffUtils.diff(before, lines(to, file)), CONTEXT);
        // diff(1) and patch(1) count from 0 in a file that does not exist
        diff.replaceAll(line -> line.matches("@@ .*") ? line.replaceFirst("([-+])1,0 ", "$10,0 ") : line);
        return diff;
    }

    private List<Path> files(CourseServer server) throws IOException {
        Path sources = server.sources(root);
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(Files::isRegularFile).map(sources::relativize).toList();
        }
    }

    private List<String> lines(CourseServer server, Path file) throws IOException {
        return has(server, file) ? Files.readAllLines(server.sources(root).resolve(file)) : List.of();
    }

    private String name(CourseServer server, Path file) {
        return has(server, file) ? server.folder() + "/" + file : "/dev/null";
    }

    private boolean has(CourseServer server, Path file) {
        return Files.exists(server.sources(root).resolve(file));
    }
}
