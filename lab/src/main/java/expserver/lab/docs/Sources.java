package expserver.lab.docs;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.TypeDeclaration;
import expserver.lab.CourseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Java sources of the project, and what pages show of them. */
final class Sources {
    private final Path root;
    private final Map<Path, Source> parsed = new HashMap<>();

    Sources(Path root) {
        this.root = root;
    }

    /** The text of declarations in a server, {@code 7 Loop.run}, or in a file, {@code a/Loop.java run}. */
    List<String> code(List<String> arguments) throws Flaw, IOException {
        if (arguments.isEmpty())
            throw new Flaw("code needs a server or a .java file: <!-- code 7 Loop.run -->");
        String from = arguments.get(0);
        List<String> names = arguments.subList(1, arguments.size());
        return from.endsWith(".java") ? ofFile(from, names) : ofServer(CourseServer.named(from), names);
    }

    private List<String> ofFile(String name, List<String> names) throws Flaw, IOException {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root) || !Files.isRegularFile(file))
            throw new Flaw("no file " + name + ": name it from the project's folder, or remove the block");
        Source source = source(file);
        List<String> text = new ArrayList<>();
        if (names.isEmpty()) add(source, List.of(source.mainType()), text);
        for (String member : names)
            add(source, Source.members(source.mainType(), List.of(member.split("\\."))), text);
        return text;
    }

    private List<String> ofServer(CourseServer server, List<String> names) throws Flaw, IOException {
        if (names.isEmpty()) throw new Flaw("code needs a class: <!-- code 7 Loop.run -->");
        List<String> text = new ArrayList<>();
        for (String name : names) {
            List<String> path = List.of(name.split("\\."));
            Source source = declaring(server, path.get(0));
            TypeDeclaration<?> type = source.types().stream()
                    .filter(t -> t.getNameAsString().equals(path.get(0)))
                    .findFirst().orElseThrow();
            add(source, Source.members(type, path.subList(1, path.size())), text);
        }
        return text;
    }

    private static void add(Source source, List<Node> declarations, List<String> text) {
        for (Node declaration : declarations) {
            if (!text.isEmpty()) text.add("");
            text.addAll(source.text(declaration));
        }
    }

    /** The file of a server that declares a class. */
    private Source declaring(CourseServer server, String type) throws Flaw, IOException {
        List<String> types = new ArrayList<>();
        for (Path file : javaFiles(server)) {
            Source source = source(file);
            List<String> declared = source.types().stream().map(TypeDeclaration::getNameAsString).toList();
            if (declared.contains(type)) return source;
            types.addAll(declared);
        }
        throw new Flaw(
                "%s has no class '%s'; it has %s".formatted(server.name(), type, String.join(", ", types)));
    }

    private List<Path> javaFiles(CourseServer server) throws IOException {
        try (Stream<Path> files = Files.walk(server.sources(root))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    Source source(Path file) throws Flaw, IOException {
        Source source = parsed.get(file);
        if (source == null) parsed.put(file, source = Source.read(file));
        return source;
    }
}
