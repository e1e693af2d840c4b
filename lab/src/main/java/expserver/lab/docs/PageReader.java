package expserver.lab.docs;

import static org.commonmark.parser.IncludeSourceSpans.BLOCKS_AND_INLINES;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Finds in a page what is checked. */
final class PageReader extends AbstractVisitor {
    private static final Parser MARKDOWN = Parser.builder().extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(BLOCKS_AND_INLINES).build();

    private static final org.jsoup.parser.Parser HTML = org.jsoup.parser.Parser.htmlParser()
            .setTrackPosition(true);

    private static final String ANY_FENCE = "";
    private static final String TABLE = "table";

    /** What each directive owns. */
    private static final Map<String, String> BLOCKS = Map.of("bench", TABLE, "code", "java", "diff", "diff",
            "session",
            "console", "shown", ANY_FENCE, "files", TABLE, "scoreboard", TABLE, "robustness",
            TABLE);

    /** What to write above a fence that must not go stale. */
    private static final Map<String, String> CURES = Map.of("java", "<!-- code 7 Loop.run -->", "diff",
            "<!-- diff 7 8 Loop -->", "console", "<!-- session -->");

    private final Path path;
    private final String text;
    private final List<String> lines;
    private final List<Directive> directives = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final Anchors anchors = new Anchors();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Node> owned = new HashSet<>();
    private OptionalInt mermaid = OptionalInt.empty();

    PageReader(Path path, String text) {
        this.path = path;
        this.text = text;
        this.lines = text.lines().toList();
    }

    Page page() {
        MARKDOWN.parse(text).accept(this);
        return new Page(path, text, directives, references, anchors.names(), mermaid, problems);
    }

    @Override
    public void visit(HtmlBlock html) {
        String content = html.getLiteral().strip();
        if (content.startsWith("<!--")) {
            readDirective(html, content);
            return;
        }
        readHtml(html, content);
        if (content.contains("<!--") || content.contains("```"))
            problem(first(html), "a fence or a directive is part of this HTML: put an empty line before it");
    }

    private void readDirective(Node comment, String content) {
        Node next = comment.getNext();
        Node block = next != null && first(next) == last(comment) + 1 ? next : null;
        owned.add(next); // if it is not as it should be, that is told once
        List<String> words = List.of(content.replaceAll("^<!--\\s*|\\s*-->$", "").split("\\s+"));
        String name = words.get(0);
        if (content.indexOf("-->") != content.length() - 3 || content.contains("\n")) {
            problem(first(comment), "a comment is a directive, alone on its line");
        } else if (!BLOCKS.containsKey(name)) {
            problem(first(comment),
                    "unknown directive '%s'; there are bench, code, diff, files, robustness, scoreboard, session and shown"
                            .formatted(name));
        } else {
            readBlock(block, first(comment), name, words.subList(1, words.size()));
        }
    }

    private void readBlock(Node block, int line, String name, List<String> arguments) {
        if (block instanceof FencedCodeBlock fence && isOwnedBy(name, fence)) {
            if (fence.getClosingFenceLength() == null) problem(first(fence), "the fence is not closed");
            else directives.add(new Directive(line, name, arguments, content(fence)));
        } else if (block != null && BLOCKS.get(name).equals(TABLE) && isTable(block)) {
            directives.add(new Directive(line, name, arguments, table(block)));
        } else {
            problem(line, "directive '%s' without its block: on the next line must be %s".formatted(name,
                    wanted(name)));
        }
    }

    private static boolean isOwnedBy(String name, FencedCodeBlock fence) {
        return BLOCKS.get(name).equals(ANY_FENCE) || BLOCKS.get(name).equals(language(fence));
    }

    /** A new page may have no more than the beginning of a table. */
    private boolean isTable(Node node) {
        return node instanceof TableBlock
                || node instanceof Paragraph
                        && lines.get(first(node) - 1).substring(column(node)).startsWith("|");
    }

    private static String wanted(String name) {
        return switch (BLOCKS.get(name)) {
            case TABLE -> "a table, for a start a line |";
            case ANY_FENCE -> "a fence";
            default -> "a fence ```" + BLOCKS.get(name);
        };
    }

    private Block content(FencedCodeBlock fence) {
        return new Block(first(fence) + 1, last(fence) - 1, indent(fence),
                fence.getLiteral().lines().toList());
    }

    private Block table(Node table) {
        List<String> rows = new ArrayList<>();
        for (SourceSpan span : table.getSourceSpans())
            rows.add(lines.get(span.getLineIndex()).substring(span.getColumnIndex()));
        return new Block(first(table), last(table), indent(table), rows);
    }

    /** What stands in front of a block that is part of a list or of a quotation. */
    private String indent(Node node) {
        return lines.get(first(node) - 1).substring(0, column(node));
    }

    @Override
    public void visit(FencedCodeBlock fence) {
        String language = language(fence);
        if (language.equals("mermaid") && mermaid.isEmpty()) mermaid = OptionalInt.of(first(fence));
        if (owned.contains(fence) || !CURES.containsKey(language)) return;
        problem(first(fence),
                "a fence ```%s without a directive: put %s, or <!-- shown REASON -->, on the line before"
                        .formatted(language, CURES.get(language)));
    }

    private static String language(FencedCodeBlock fence) {
        return fence.getInfo().strip().split("[\\s{]")[0];
    }

    @Override
    public void visit(Heading heading) {
        StringBuilder words = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text word) {
                words.append(word.getLiteral());
            }

            @Override
            public void visit(Code word) {
                words.append(word.getLiteral());
            }
        });
        anchors.addHeading(words.toString());
        visitChildren(heading);
    }

    @Override
    public void visit(Link link) {
        references.add(new Reference(first(link), link.getDestination(), false));
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        references.add(new Reference(first(image), image.getDestination(), true));
    }

    @Override
    public void visit(HtmlInline html) {
        readHtml(html, html.getLiteral());
    }

    private void readHtml(Node node, String html) {
        for (Element element : Jsoup.parse(html, HTML.newInstance()).getAllElements()) {
            int line = first(node) + element.sourceRange().start().lineNumber() - 1;
            if (element.hasAttr("href")) references.add(new Reference(line, element.attr("href"), false));
            if (element.hasAttr("src")) references.add(new Reference(line, element.attr("src"), true));
            if (element.hasAttr("srcset"))
                references.add(new Reference(line, element.attr("srcset").split("[\\s,]")[0], true));
            if (element.hasAttr("id")) anchors.add(element.id());
        }
    }

    private void problem(int line, String message) {
        problems.add(new Problem(path, line, message));
    }

    private static int first(Node node) {
        return node.getSourceSpans().get(0).getLineIndex() + 1;
    }

    private static int last(Node node) {
        return node.getSourceSpans().get(node.getSourceSpans().size() - 1).getLineIndex() + 1;
    }

    private static int column(Node node) {
        return node.getSourceSpans().get(0).getColumnIndex();
    }
}
