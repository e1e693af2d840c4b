package expserver.lab.docs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a line what differs from run to run, so that a page is stale only if something else does:
 *
 * <ul>
 * <li>a port that the system chose, 32768 to 60999, behind a host and a colon: {@code 127.0.0.1:45678}
 * <li>a duration: {@code 12 ms}, {@code 1.5 s}, {@code 45.7 seconds}, {@code 0m1.234s}
 * <li>a size or a rate: {@code 4,325,376 bytes}, {@code 12 MiB}, {@code 1.2 GB/s}
 * <li>the id of a process or a thread: {@code pid 4711}, {@code process=4711}, {@code nid=4711},
 * {@code [1] 4711}
 * <li>a number in hex: {@code 0x7f3a}
 * <li>the JDK's version in a stack trace: {@code java.base@17.0.15/}
 * <li>in a block {@code <!-- session numbers -->} every number, such as a share of the CPU or the
 * length of a queue
 * </ul>
 *
 * In a line that has any of these the number of spaces between words does not count.
 */
final class Volatile {
    private static final String NUMBER = "(?<![\\w.])\\d[\\d,]*(\\.\\d+)?";

    private static final List<Rule> ALWAYS = List.of(new Rule("0x\\p{XDigit}+", "HEX"),
            new Rule("(?<=[\\w\\]]:)(3276[89]|327[7-9]\\d|32[89]\\d\\d|3[3-9]\\d{3}|[45]\\d{4}|60\\d{3})\\b",
                    "PORT"),
            new Rule("(?<![\\w.])\\d+m\\d+\\.\\d+s\\b", "TIME"),
            new Rule(NUMBER + " ?(ns|[uµm]s|s|min|seconds?|minutes?)\\b", "TIME"),
            new Rule(NUMBER + " ?([kKMGT]i?B|bytes?|B)(/s)?\\b", "SIZE"),
            new Rule("(?i)\\b((process|pid|nid)[ =:]+)\\d+", "$1ID"), new Rule("^(\\[\\d+\\]) \\d+", "$1 ID"),
            new Rule("(?<=[a-z]@)\\d[\\w.+-]*(?=/)", "JDK"));

    private static final Rule NUMBERS = new Rule("\\d[\\d,.]*", "N");

    private record Rule(Pattern differs, String name) {
        Rule(String differs, String name) {
            this(Pattern.compile(differs), name);
        }

        String applyTo(String line) {
            return differs.matcher(line).replaceAll(name);
        }
    }

    private Volatile() {
    }

    /** Each line without what differs; {@code numbers} takes out all numbers as well. */
    static List<String> removedFrom(List<String> lines, boolean numbers) {
        return lines.stream().map(line -> removedFrom(line, numbers)).toList();
    }

    private static String removedFrom(String line, boolean numbers) {
        String stable = line.stripTrailing();
        for (Rule rule : ALWAYS) stable = rule.applyTo(stable);
        if (numbers) stable = NUMBERS.applyTo(stable);
        return stable.equals(line.stripTrailing()) ? stable : stable.strip().replaceAll(" +", " ");
    }
}
