package expserver.specs;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** A server in a process of its own: started by any command, listening once it is constructed. */
public final class ServerProcess implements AutoCloseable {
    /** The program that runs this one: it starts others with the same JDK. */
    public static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration START_TIME = Duration.ofSeconds(30);
    private static final Duration END_TIME = Duration.ofSeconds(2);
    private static final Pattern ANNOUNCEMENT = Pattern.compile("listening on (\\S+):([1-9]\\d{0,4})$");
    private static final int TAIL_LINES = 20;

    private final List<String> command;
    private final Process process;
    private final Thread reader;
    private final Deque<String> tail = new ArrayDeque<>(); // guarded by itself
    private volatile long outputLength; // characters, ends of lines not among them
    private final List<InetSocketAddress> expected; // if empty, the server says where it listens
    private final List<InetSocketAddress> announced = new CopyOnWriteArrayList<>();

    private ServerProcess(ProcessBuilder command, List<InetSocketAddress> expected) {
        this.command = command.command();
        this.expected = List.copyOf(expected);
        try {
            process = command.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new StartFailure(e.getMessage());
        }
        reader = new Thread(this::readOutput, "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a program and waits until all of {@code addresses} accept connections. */
    public static ServerProcess start(List<String> command, List<InetSocketAddress> addresses) {
        return start(new ProcessBuilder(command), addresses);
    }

    static ServerProcess start(ProcessBuilder command, List<InetSocketAddress> addresses) {
        return start(command, addresses, START_TIME);
    }

    static ServerProcess start(ProcessBuilder command, List<InetSocketAddress> addresses, Duration atMost) {
        for (InetSocketAddress address : addresses) {
            if (accepts(address))
                throw new StartFailure(name(address) + " is in use: end the program that listens there");
        }
        ServerProcess server = new ServerProcess(command, addresses);
        server.awaitStart(() -> addresses.stream().allMatch(ServerProcess::accepts), atMost,
                "listen on " + addresses.stream().map(ServerProcess::name).collect(joining(", ")));
        return server;
    }

    /** Starts a program that announces each of its ports in a line that ends in "listening on HOST:PORT". */
    public static ServerProcess start(List<String> command, int ports) {
        return start(new ProcessBuilder(command), ports);
    }

    static ServerProcess start(ProcessBuilder command, int ports) {
        ServerProcess server = new ServerProcess(command, List.of());
        server.awaitStart(() -> server.announced.size() >= ports, START_TIME,
                "say 'listening on HOST:PORT' of %d port(s) it got".formatted(ports));
        return server;
    }

    /** Starts a program that may listen on {@code addresses}, or end, and waits for neither. */
    static ServerProcess launch(ProcessBuilder command, List<InetSocketAddress> addresses) {
        return new ServerProcess(command, addresses);
    }

    /**
     * The command of {@code expserver.Main}: with a heap of 64 MiB, so that a buffer without a bound shows, with an end
     * once that is full, since where an {@code OutOfMemoryError} strikes and what then still works is chance, and with
     * leave to call native code, of which a server that has no use for it is none the wiser.
     */
    public static List<String> java(String classPath, List<String> arguments) {
        return java(List.of(), classPath, "expserver.Main", arguments);
    }

    /** The same of another class; {@code options} of the JVM, such as a larger heap, come behind those. */
    public static List<String> java(List<String> options, String classPath, String main,
            List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(JAVA, "-Xmx64m", "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }

    /** The command such that SIGINT ends it: a shell's background jobs ignore that, and so do their children. */
    public static List<String> interruptible(List<String> command) {
        if (!Usage.isLinux()) return command;

        List<String> interruptible = new ArrayList<>(List.of("env", "--default-signal=INT"));
        interruptible.addAll(command);
        return interruptible;
    }

    public Server server() {
        return new Server(expected.isEmpty() ? List.copyOf(announced) : expected, Optional.of(this));
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** How much the process and those it started have written, in characters. */
    long outputLength() {
        return outputLength;
    }

    /** The process that listens: this one, or one that a shell or a build tool has started. */
    ProcessHandle serving() {
        return ListeningProcess.of(handle(), server().address().getPort());
    }

    /** Sends the signal of that name, such as {@code INT}, to the process that listens, if it lives; Unix only. */
    public void signal(String name) throws IOException {
        if (!process.isAlive()) return;
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(serving().pid())).inheritIO().start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a signal is sent", e);
        }
    }

    /** The exit status, or nothing if the process has not ended within {@code time}. */
    public Optional<Integer> exitStatus(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a process ends", e);
        }
    }

    /** The share of one CPU that the process uses during the next {@code time}, 1 for a whole one. */
    public double cpuShare(Duration time) {
        return new Usage(process.pid()).cpuShare(time);
    }

    /** The memory that the process holds, in bytes, as ps(1) tells it. */
    public long residentBytes() throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
        try (BufferedReader output = ps.inputReader()) {
            String resident = output.readLine();
            if (resident == null) throw new IOException("process " + process.pid() + " has ended");
            return Long.parseLong(resident.strip()) * 1024;
        }
    }

    /** What became of the process, and the end of its output. */
    public String describe() {
        String state = "alive";
        if (!process.isAlive()) state = "exited with status " + process.exitValue();
        return "  process   " + process.pid() + ", " + state + "\n  output    "
                + String.join("\n            ", tail());
    }

    /** The last lines of the output, standard error among it. */
    public List<String> tail() {
        if (!process.isAlive()) awaitOutput();
        synchronized (tail) {
            return List.copyOf(tail);
        }
    }

    /** Ends the process and those it started: a command may be a shell or a build tool, and they the server. */
    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        if (exitStatus(END_TIME).isEmpty()) process.destroyForcibly();
        exitStatus(END_TIME);
        started.forEach(ProcessHandle::destroyForcibly);
        if (!started.isEmpty()) awaitPorts();
    }

    /** Waits until its ports are free: nobody tells when a process ends that another one started. */
    private void awaitPorts() {
        try {
            await().atMost(END_TIME).pollInterval(Duration.ofMillis(10))
                    .until(() -> expected.stream().noneMatch(ServerProcess::accepts));
        } catch (ConditionTimeoutException e) {
            // whoever needs the port is told that it is in use
        }
    }

    private void awaitStart(BooleanSupplier listening, Duration atMost, String what) {
        try {
            await().atMost(atMost).pollInterval(Duration.ofMillis(10))
                    .until(() -> !process.isAlive() || listening.getAsBoolean());
            if (process.isAlive()) return;
        } catch (ConditionTimeoutException e) {
            // told below, with the output
        }
        StartFailure failure = new StartFailure("%s did not %s%n%s".formatted(String.join(" ", command), what,
                describe()));
        close();
        throw failure;
    }

    /** The last words of a process may still be on their way when it has ended. */
    private void awaitOutput() {
        try {
            reader.join(END_TIME.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a process ends", e);
        }
    }

    private void readOutput() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) keep(line);
        } catch (IOException e) {
            keep("(output ends here: " + e.getMessage() + ")");
        }
    }

    private void keep(String line) {
        outputLength += line.length(); // one thread writes it
        synchronized (tail) {
            tail.add(line);
            if (tail.size() > TAIL_LINES) tail.remove();
        }
        Matcher announcement = ANNOUNCEMENT.matcher(line);
        if (!announcement.find()) return;
        int port = Integer.parseInt(announcement.group(2));
        if (port <= 65535) announced.add(new InetSocketAddress(announcement.group(1), port));
    }

    private static String name(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    static boolean accepts(InetSocketAddress address) {
        try (Socket probe = new Socket()) {
            probe.connect(address, 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
