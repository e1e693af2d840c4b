package expserver.lab.docs;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table; its first row is the heading. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    void add(List<String> cells) {
        rows.add(cells.stream().map(cell -> cell.replace("|", "\\|")).toList());
    }

    /** The lines, with cells that stand under each other; the last column is as wide as it is. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) lines.add(line(row));
        List<String> heading = rows.get(0);
        List<String> rule = new ArrayList<>();
        for (int i = 0; i < heading.size(); i++)
            rule.add("-".repeat(Math.max(heading.get(i).length(), width(i))));
        lines.add(1, line(rule));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line.append(' ').append(cell).append(" ".repeat(Math.max(0, width(i) - cell.length())))
                    .append(" |");
        }
        return line.toString();
    }

    private int width(int column) {
        boolean last = column == rows.get(0).size() - 1;
        return last ? 0 : rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
