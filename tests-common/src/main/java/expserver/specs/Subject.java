package expserver.specs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that meets a fault: where it listens and, where known, its process and how to start it again. */
public final class Subject {
    private static final Duration ALIVE = Duration.ofSeconds(2);
    private static final byte[] LINE = "still there?\n".getBytes();

    private Server server;
    private final Optional<Program> program;
    private final OptionalLong pid;
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private boolean signalled;

    private Subject(Server server, Optional<Program> program, OptionalLong pid) {
        this.server = server;
        this.program = program;
        this.pid = pid;
    }

    /** A server that {@code program} has just started. */
    public static Subject started(Program program, ServerProcess process) {
        return new Subject(process.server(), Optional.of(program), OptionalLong.of(process.serving().pid()));
    }

    /** A server that somebody else has started. */
    public static Subject running(List<InetSocketAddress> addresses, OptionalLong pid) {
        return new Subject(new Server(addresses, Optional.empty()), Optional.empty(), pid);
    }

    /** As a spec sees it. */
    Server server() {
        return server;
    }

    List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    /** The address of faults that need one. */
    InetSocketAddress address() {
        return server.address();
    }

    /** Its address number {@code i}, counted round and round. */
    InetSocketAddress address(int i) {
        return addresses().get(i % addresses().size());
    }

    Program program() {
        return program.orElseThrow(() -> new NotMeasured("it was not started for this"));
    }

    ServerProcess process() {
        return server.process().orElseThrow(() -> new NotMeasured("it was not started for this"));
    }

    /** Sends a signal to the process that listens, whose end is no failure in itself from then on. */
    void endBy(String signal) throws IOException {
        signalled = true;
        process().signal(signal);
    }

    /** Ends its process, so that the ports are free for another one. */
    void makeRoom() {
        process().close();
        server = new Server(addresses(), Optional.empty());
    }

    /** What the process that listens uses. */
    public Usage usage() {
        return Usage.of(pid.orElseThrow(() -> new NotMeasured("its process is not known (see --pid)")));
    }

    /** Expects a fresh connection and a reply on each address, within 2 s. */
    void expectAlive() throws IOException {
        for (InetSocketAddress address : addresses()) {
            try (Client newcomer = new Client(address, ALIVE)) {
                newcomer.roundTrip(LINE);
            }
        }
    }

    /** Tells what was seen and is neither right nor wrong. */
    void note(String seen) {
        notes.add(seen);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** The failure with what the process shows. */
    SpecFailure described(SpecFailure failure) {
        return signalled ? failure.showing(process()) : failure.at(server);
    }
}
