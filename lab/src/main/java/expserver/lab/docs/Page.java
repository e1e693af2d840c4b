package expserver.lab.docs;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A page as its author wrote it, and what of it is checked. Its path is relative to the project's folder;
 * {@code mermaid} is the line of its first diagram.
 */
record Page(Path path, String text, List<Directive> directives, List<Reference> references,
        Set<String> anchors,
        OptionalInt mermaid, List<Problem> problems) {
    /** Behind a line ending: https://spec.commonmark.org/0.31.2/#line-ending. */
    private static final Pattern LINE_END = Pattern.compile("(?<=\n|\r(?!\n))");

    static Page read(Path root, Path path) throws IOException {
        try {
            return new PageReader(path, Files.readString(root.resolve(path))).page();
        } catch (CharacterCodingException e) {
            throw new IOException(path + " is not UTF-8", e);
        }
    }

    /** The text with new lines in these blocks and every other byte as it is. */
    String with(Map<Block, List<String>> contents) {
        List<String> lines = new ArrayList<>(List.of(LINE_END.split(text)));
        // from the last one: what stands before a block keeps its place
        contents.keySet().stream().sorted(Comparator.comparing(Block::start).reversed())
                .forEach(block -> replace(block, contents.get(block), lines));
        return String.join("", lines);
    }

    private static void replace(Block block, List<String> content, List<String> lines) {
        String lineEnd = lines.get(block.start() - 2).replaceAll("[^\r\n]", "");
        List<String> replaced = lines.subList(block.start() - 1, block.end());
        replaced.clear();
        for (String line : content) replaced.add((block.indent() + line).stripTrailing() + lineEnd);
    }
}
