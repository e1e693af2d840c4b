package expserver.lab.docs;

import expserver.lab.CourseServer;
import expserver.lab.Result;
import expserver.lab.Result.Evidence;
import expserver.lab.Result.Outcome;
import expserver.specs.Spec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** A small project in a folder: sources of stages 6 and 7, and shell scripts as launcher and as Node.js. */
record Project(Path root) {
    static final String SIX = "stage-06-listener/src/main/java/expserver/";
    static final String SEVEN = "stage-07-core-loop/src/main/java/expserver/";

    /** What the command did, without what it prints on standard output before its summary. */
    record Run(int status, String summary, List<String> told) {
    }

    static Project in(Path folder) throws IOException {
        Project project = new Project(folder);
        project.write("README.md", "# Project\n");
        project.write("docs/README.md", "# Map\n\n[page](page.md)\n");
        project.write(SIX + "Main.java", """
                package expserver;

                /** Starts {@code it}. All of it. */
                final class Main {
                    private int turns; // ever

                    /** Turns once. */
                    void turn() {
                        turns++;
                    }
                }
                """);
        project.write(SIX + "Send.java", "/** Blocks. */\nclass Send {\n}\n");
        project.write(SIX + "Same.java", "/** Stays. */\nclass Same {\n}\n");
        project.write(SEVEN + "Main.java", project.read(SIX + "Main.java").replace("turns++", "turns--"));
        project.write(SEVEN + "Same.java", project.read(SIX + "Same.java"));
        project.write(SEVEN + "Loop.java", "/** Loops {@link Main#turn}. */\nclass Loop {\n}\n");
        project.script("xps", """
                trap 'echo "INFO Main - bye"; exit 130' INT
                for port in 8001 8002 8003 8004; do echo "INFO Listener - listening on 127.0.0.1:$port"; done
                sleep 60 >/dev/null 2>&1 & wait
                """);
        project.script("node",
                "shift; grep -Hno 'no diagram' \"$@\" | sed 's/no/ no/' | grep . && exit 1; exit 0\n");
        return project;
    }

    void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    void script(String file, String text) throws IOException {
        write(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(root.resolve(file), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    String read(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }

    /** Runs the command; stage 6 fails a spec, as it should, and stage 7 one that it should not fail. */
    Run docs(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new DocsCommand(root, this::specs, root.resolve("node").toString()))
                .setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        return new Run(status, out.toString().strip(), err.toString().lines().toList());
    }

    private List<Result> specs(List<CourseServer> servers) throws IOException {
        write("judged", "");
        List<Result> results = new ArrayList<>();
        for (CourseServer server : servers) {
            for (Spec spec : Spec.FOUR) {
                boolean fails = spec == Spec.FOUR.get(server.isNamed("6") ? 3 : 2) && !server.isNamed("8");
                boolean expected = !(fails && server.isNamed("7"));
                results.add(
                        new Result(server.name(), "Specs", spec.name(),
                                fails ? Outcome.FAILED : Outcome.PASSED, fails ? "no reply" : null, expected,
                                fails ? "✘ no reply" : "✔", null, List.of(), 0, Evidence.NONE));
            }
        }
        return results;
    }
}
