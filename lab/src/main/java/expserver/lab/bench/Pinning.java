package expserver.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which cores the two sides have to themselves: what to put in front of a command, and what to tell of it. */
record Pinning(List<String> server, List<String> load, String description) {
    private static final Pattern ALLOWED = Pattern
            .compile("Cpus_allowed_list:\\s*(\\d+)[-,](?:.*[-,])?(\\d+)");

    /** The last core for the server, the first for the load, of those that this process may use. */
    static Pinning ofThisMachine() {
        if (!Tools.succeeds("taskset", "--version"))
            return none("not pinned: no taskset (Debian: apt install util-linux)");
        try {
            return of(Files.readString(Path.of("/proc/self/status")));
        } catch (IOException e) {
            return none("not pinned: " + e);
        }
    }

    static Pinning of(String status) {
        Matcher cores = ALLOWED.matcher(status);
        if (!cores.find()) return none("one core, which server and load share");
        return new Pinning(taskset(cores.group(2)), taskset(cores.group(1)),
                "server on core %s, load on core %s".formatted(cores.group(2), cores.group(1)));
    }

    private static Pinning none(String why) {
        return new Pinning(List.of(), List.of(), why);
    }

    private static List<String> taskset(String core) {
        return List.of("taskset", "-c", core);
    }

    List<String> server(List<String> command) {
        return joined(server, command);
    }

    List<String> load(List<String> command) {
        return joined(load, command);
    }

    private static List<String> joined(List<String> words, List<String> more) {
        List<String> joined = new ArrayList<>(words);
        joined.addAll(more);
        return joined;
    }
}
