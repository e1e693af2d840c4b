package expserver;

import java.time.Duration;
import java.util.List;

/** How many connections there may be, how long one may rest (zero for ever), and how long its end may take. */
record Limits(int connections, Duration idle, Duration drain) {
    static final Limits DEFAULT = new Limits(10_000, Duration.ofMinutes(5), Duration.ofSeconds(5));

    /** Takes the limits out of the command line; those it does not name keep their defaults. */
    static Limits takenFrom(List<String> arguments) {
        return new Limits((int) take(arguments, "--max-connections", 1, DEFAULT.connections),
                Duration.ofSeconds(take(arguments, "--idle-timeout", 0, DEFAULT.idle.toSeconds())),
                Duration.ofSeconds(take(arguments, "--drain", 0, DEFAULT.drain.toSeconds())));
    }

    private static long take(List<String> arguments, String option, int least, long otherwise) {
        int i = arguments.indexOf(option);
        if (i < 0) return otherwise;
        if (i + 1 == arguments.size()) throw new IllegalArgumentException(option + " needs a value");

        arguments.remove(i);
        String value = arguments.remove(i);
        if (value.matches("[0-9]{1,6}") && Integer.parseInt(value) >= least)
            return take(arguments, option, least, Integer.parseInt(value)); // given again, the last one counts
        throw new IllegalArgumentException(
                "%s %s is not a number from %d to 999999".formatted(option, value, least));
    }
}
