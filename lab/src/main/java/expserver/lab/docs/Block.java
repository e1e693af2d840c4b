package expserver.lab.docs;

import java.util.List;

/**
 * Lines of a page that the tool owns: what they say, without the {@code indent} that each has in the page.
 * Line numbers count from 1; a block without lines has its {@code end} before its {@code start}.
 */
record Block(int start, int end, String indent, List<String> lines) {
}
