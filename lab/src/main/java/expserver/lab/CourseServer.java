package expserver.lab;

import static java.util.stream.Collectors.joining;

import expserver.specs.Program;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A server of the course: its module's folder, how many ports it listens on, and the JDK that it needs. */
public record CourseServer(String folder, int ports, int jdk, String description) {
    /** All of them, in the order of the course. */
    public static final List<CourseServer> ALL = List.of(
            new CourseServer("prologue/01-sequential", 1, 17, "blocking sockets, one client at a time"),
            new CourseServer("prologue/02-threads", 1, 17, "blocking sockets, a thread for each client"),
            new CourseServer("prologue/03-selector", 1, 17,
                    "one selector, which never rests and has no bound"),
            new CourseServer("stage-06-listener", 4, 17,
                    "listeners and connections, found in two global lists"),
            new CourseServer("stage-07-core-loop", 4, 17,
                    "a core and a loop, which one silent client freezes"),
            new CourseServer("stage-08-nonblocking", 4, 17, "non-blocking sockets, which nobody freezes"),
            new CourseServer("stage-09-production", 4, 17, "limits, and an orderly end of all that begins"),
            new CourseServer("encore/epoll", 4, 22, "epoll called directly, edge-triggered"),
            new CourseServer("encore/async-channels", 4, 17,
                    "completion handlers: told what is done, not what could be"),
            new CourseServer("encore/virtual-threads", 4, 21,
                    "blocking sockets, a virtual thread for each client"));

    /** The project's folder; Maven runs tests in one of its modules. */
    public static final Path ROOT = Path.of(System.getProperty("xps.root", ".."));

    private static final Pattern NUMBER = Pattern.compile("(?:stage-)?0*(\\d+)-.*");

    /** Finds a server by its number or its name; throws an exception that lists what there is. */
    public static CourseServer named(String name) {
        return ALL.stream().filter(s -> s.isNamed(name)).findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "unknown server '%s'; there are %s".formatted(name, names())));
    }

    /** Whether that is its number or its name. */
    public boolean isNamed(String name) {
        return name.equals(number()) || name.equals(name());
    }

    private static String names() {
        return ALL.stream().map(s -> (s.number() + " " + s.name()).strip()).collect(joining(", "));
    }

    /** The name of its module. */
    public String name() {
        return Path.of(folder).getFileName().toString();
    }

    /** Its number in the course, or nothing. */
    public String number() {
        Matcher matcher = NUMBER.matcher(name());
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** Two digits, or the first word of its name. */
    public String shortName() {
        return number().isEmpty() ? name().split("-")[0] : "%02d".formatted(Integer.parseInt(number()));
    }

    Path path() {
        return ROOT.resolve(folder);
    }

    /** The folder of its package, in the project in {@code root}. */
    public Path sources(Path root) {
        return root.resolve(folder).resolve("src/main/java/expserver");
    }

    public String classPath() {
        return classPath(folder);
    }

    /** What the module in that folder of the project needs to run: its own classes, and the libraries beside them. */
    public static String classPath(String folder) {
        Path target = ROOT.resolve(folder).resolve("target");
        return target.resolve("classes") + File.pathSeparator + target.resolve("lib/*");
    }

    /** How to start it, on free ports at first. */
    Program program(String... options) {
        return Program.java(classPath(), chosen -> arguments(chosen, options), ports);
    }

    /** How it is told its ports: a server with one port takes that as an option. */
    public List<String> arguments(List<Integer> chosen, String... options) {
        List<String> arguments = new ArrayList<>(ports == 1 ? List.of("--port") : List.of());
        chosen.forEach(port -> arguments.add(port.toString()));
        arguments.addAll(List.of(options));
        return arguments;
    }

    public boolean runsOnThisJdk() {
        return Runtime.version().feature() >= jdk;
    }

    public String needsNewerJdk() {
        return "%s needs JDK %d or newer, and this is %d".formatted(name(), jdk, Runtime.version().feature());
    }

    /** The class that carries its known failures. */
    Class<?> stageTest() throws IOException {
        URL tests = path().resolve("target/test-classes/").toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[]{tests}, getClass().getClassLoader())) {
            return loader.loadClass("expserver.StageTest");
        } catch (ClassNotFoundException e) {
            throw new IOException(name() + " has no StageTest that is built: " + path(), e);
        }
    }
}
