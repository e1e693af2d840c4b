package expserver.lab.bench;

import static java.util.stream.Collectors.joining;

import expserver.lab.CourseServer;
import expserver.specs.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that contenders need, each with what stands in the way if it is missing. */
final class Tools {
    static final Path C_SERVER = CourseServer.ROOT.resolve("examples/c/target/server-O3");

    private static final Path C_SOURCE = CourseServer.ROOT.resolve("examples/c/server.c");

    private Tools() {
    }

    static Optional<String> epoll() {
        return Usage.isLinux() ? Optional.empty() : Optional.of("epoll is of Linux");
    }

    /** Builds the server, if need be. */
    static Optional<String> c() {
        if (!Usage.isLinux()) return epoll();
        if (!succeeds("cc", "--version"))
            return Optional.of("no cc: install a C compiler (Debian: apt install gcc libc6-dev)");
        try {
            if (isBuilt()) return Optional.empty();
            Files.createDirectories(C_SERVER.getParent());
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
        return succeeds("cc", "-std=c11", "-O3", "-o", C_SERVER.toString(), C_SOURCE.toString())
                ? Optional.empty()
                : Optional.of("cc does not compile " + C_SOURCE);
    }

    private static boolean isBuilt() throws IOException {
        return Files.exists(C_SERVER)
                && Files.getLastModifiedTime(C_SERVER).compareTo(Files.getLastModifiedTime(C_SOURCE)) > 0;
    }

    static Optional<String> node() {
        return succeeds("node", "-e", "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)")
                ? Optional.empty()
                : Optional.of("no node of 18 or newer");
    }

    static Optional<String> python() {
        return succeeds("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))")
                ? Optional.empty()
                : Optional.of("no python3 of 3.9 or newer");
    }

    /** What the compilers and interpreters of contenders say of themselves, those that are there. */
    static String versions() {
        return Stream.of("cc", "node", "python3").map(Tools::version).flatMap(Optional::stream)
                .collect(joining(", "));
    }

    private static Optional<String> version(String program) {
        try (BufferedReader output = new ProcessBuilder(program, "--version").redirectErrorStream(true)
                .start().inputReader()) {
            return output.lines().findFirst().map(line -> line.startsWith("v") ? program + " " + line : line);
        } catch (IOException e) {
            return Optional.empty(); // there is none
        }
    }

    /** Whether there is such a program and it exits with 0. */
    static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(List.of(command)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is none
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a program ends", e);
        }
    }
}
