package expserver.lab.docs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The places in a page that links can name: headings, as Git hosts name them, and ids of HTML. */
final class Anchors {
    private static final String NOT_IN_A_NAME = "[^\\p{L}\\p{M}\\p{Nd}\\p{Pc} -]";

    private final Map<String, Integer> repeated = new HashMap<>();

    /** Names a heading: a name that is taken already gets -1, -2 and so on. */
    void addHeading(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT).replaceAll(NOT_IN_A_NAME, "").replace(' ', '-');
        String unique = name;
        while (repeated.containsKey(unique)) unique = name + "-" + repeated.merge(name, 1, Integer::sum);
        add(unique);
    }

    void add(String name) {
        repeated.putIfAbsent(name, 0);
    }

    Set<String> names() {
        return repeated.keySet();
    }
}
