package expserver.lab.docs;

import static java.util.stream.Collectors.joining;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Position;
import com.github.javaparser.Range;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.AnnotationMemberDeclaration;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import com.github.javaparser.javadoc.description.JavadocDescriptionElement;
import com.github.javaparser.javadoc.description.JavadocInlineTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A Java source file: finds what it declares by name, and shows it as it is written. */
final class Source {
    private static final ParserConfiguration JAVA = new ParserConfiguration()
            .setLanguageLevel(LanguageLevel.JAVA_25);
    private static final String CONSTRUCTOR = "new";

    private final String name;
    private final List<String> lines;
    private final CompilationUnit unit;
    private final Map<Integer, Range> comments = new TreeMap<>(); // by the line that they end on

    private Source(Path file, CompilationUnit unit) throws IOException {
        this.name = file.getFileName().toString().replace(".java", "");
        this.lines = Files.readAllLines(file);
        this.unit = unit;
        unit.getAllContainedComments().forEach(c -> c.getRange().ifPresent(r -> comments.put(r.end.line, r)));
    }

    static Source read(Path file) throws IOException, Flaw {
        ParseResult<CompilationUnit> result = new JavaParser(JAVA).parse(file);
        if (!result.isSuccessful())
            throw new Flaw(file.getFileName() + " is no Java: " + result.getProblem(0).getMessage());
        return new Source(file, result.getResult().orElseThrow());
    }

    int length() {
        return lines.size();
    }

    List<TypeDeclaration<?>> types() {
        return unit.getTypes();
    }

    /** The type that the file is named after, or its first one. */
    TypeDeclaration<?> mainType() throws Flaw {
        return types().stream().filter(type -> type.getNameAsString().equals(name)).findFirst()
                .or(() -> types().stream().findFirst())
                .orElseThrow(() -> new Flaw(name + ".java declares no class"));
    }

    /** What names such as {@code Options, parse} lead to within a type: all methods of that name. */
    static List<Node> members(TypeDeclaration<?> type, List<String> path) throws Flaw {
        if (path.isEmpty()) return List.of(type);

        List<Node> named = declarations(type).filter(member -> names(member).contains(path.get(0))).toList();
        List<String> rest = path.subList(1, path.size());
        if (rest.isEmpty() && !named.isEmpty()) return named;
        for (Node node : named) if (node instanceof TypeDeclaration<?> nested) return members(nested, rest);
        throw new Flaw("%s has no %s'%s'; it has %s".formatted(type.getNameAsString(),
                rest.isEmpty() ? "" : "nested class ", path.get(0), declarations(type).map(Source::names)
                        .flatMap(List::stream).distinct().collect(joining(", "))));
    }

    private static Stream<Node> declarations(TypeDeclaration<?> type) {
        Stream<Node> constants = type instanceof EnumDeclaration e
                ? e.getEntries().stream().map(c -> c)
                : Stream.of();
        return Stream.concat(constants, type.getMembers().stream());
    }

    private static List<String> names(Node member) {
        if (member instanceof ConstructorDeclaration || member instanceof CompactConstructorDeclaration)
            return List.of(CONSTRUCTOR);
        if (member instanceof FieldDeclaration field)
            return field.getVariables().stream().map(NodeWithSimpleName::getNameAsString).toList();
        return member instanceof NodeWithSimpleName<?> named ? List.of(named.getNameAsString()) : List.of();
    }

    /** The whole lines of a declaration and of the comments above it, dedented. */
    List<String> text(Node declaration) {
        Range range = declaration.getRange().orElseThrow();
        int first = range.begin.line;
        while (comments.containsKey(first - 1) && startsItsLine(comments.get(first - 1).begin))
            first = comments.get(first - 1).begin.line;
        return String.join("\n", lines.subList(first - 1, range.end.line)).stripIndent().lines().toList();
    }

    private boolean startsItsLine(Position comment) {
        return lines.get(comment.line - 1).substring(0, comment.column - 1).isBlank();
    }

    /** The first sentence of the Javadoc of the main type, as Markdown; nothing if it has none. */
    String summary() throws Flaw {
        String text = mainType().getJavadoc().stream()
                .flatMap(doc -> doc.getDescription().getElements().stream())
                .map(Source::markdown).collect(joining()).replaceAll("\\s+", " ").strip();
        return text.replaceFirst("(?<=[.?!]) .*", "");
    }

    private static String markdown(JavadocDescriptionElement element) {
        if (!(element instanceof JavadocInlineTag tag)) return element.toText();
        String content = tag.getContent().strip();
        return switch (tag.getType()) {
            case CODE, LITERAL -> "`" + content + "`";
            case LINK, LINKPLAIN -> content.contains(" ")
                    ? content.replaceFirst("\\S+ ", "")
                    : "`" + content.replaceFirst("^#", "").replace('#', '.') + "`";
            default -> content;
        };
    }
}
