package expserver.lab.bench;

import expserver.lab.Ending;
import expserver.specs.ServerProcess;
import expserver.specs.SpecFailure;
import expserver.specs.StartFailure;
import java.io.IOException;
import java.time.Duration;

/** Starts a server afresh for each measurement, and a load that it meets alone. */
final class Driver {
    private static final Duration DYING_TIME = Duration.ofSeconds(1);

    private final Pinning pinning;
    private final Ending ending = new Ending();

    Driver(Pinning pinning) {
        this.pinning = pinning;
    }

    /** One measurement; a failure, of whatever kind, is its result. */
    Measurement measure(Workload load, Contender contender, int round, Times times) {
        try (ServerProcess server = ending.start(
                () -> ServerProcess.start(pinning.server(contender.command()), 1))) {
            return measure(load, contender, round, times, server);
        } catch (StartFailure e) {
            return Measurement.failed(load, contender, round,
                    "did not start: " + e.getMessage().lines().reduce("", (earlier, last) -> last).strip());
        } catch (IOException e) {
            return Measurement.failed(load, contender, round, e.toString());
        } finally {
            ending.check(); // what failed because this program ends is no result
        }
    }

    private Measurement measure(Workload load, Contender contender, int round, Times times,
            ServerProcess server)
            throws IOException {
        try {
            long before = server.residentBytes();
            Done done;
            Used used;
            try (LoadProcess process = start(load, times, server)) {
                process.await("measuring", Object.class);
                Moment start = Moment.now(server.handle().pid(), process.pid());
                process.await("measured", Object.class);
                Moment end = Moment.now(server.handle().pid(), process.pid());
                done = process.await("done", Done.class);
                used = new Used(end.serverSince(start), before, server.residentBytes(),
                        end.foreignShareSince(start));
            }
            if (done.requests() == 0 && !load.isIdle())
                throw new LoadFailure("no reply while it was measured");
            return Measurement.of(load, contender, round, done, used,
                    counts(load, contender, round) ? allocated(load, server) : null);
        } catch (LoadFailure failure) {
            return failed(load, contender, round, server, failure.getMessage());
        } catch (SpecFailure ended) { // of the server or of the load, while one looked at it
            return failed(load, contender, round, server, "a process ended while it was measured");
        }
    }

    private static Measurement failed(Workload load, Contender contender, int round, ServerProcess server,
            String why) {
        boolean died = server.exitStatus(DYING_TIME).isPresent();
        return Measurement.failed(load, contender, round, (died ? "server died: " : "") + why);
    }

    private LoadProcess start(Workload load, Times times, ServerProcess server) {
        int port = server.server().addresses().get(0).getPort();
        return ending.start(() -> LoadProcess.start(pinning, load, port, times));
    }

    /** Whether what a JVM allocates is counted: it hardly varies, so once is enough. */
    static boolean counts(Workload load, Contender contender, int round) {
        return contender.isJvm() && round == 1 && load.silent() == 0 && !load.isIdle();
    }

    /** The bytes per request, in a second and shorter load, as counting takes CPU time; null if it cannot be told. */
    private Double allocated(Workload load, ServerProcess server) {
        try (AllocatedBytes bytes = AllocatedBytes.of(server.handle());
                LoadProcess process = start(load, Times.COUNTING, server)) {
            process.await("measuring", Object.class);
            long before = bytes.soFar();
            process.await("measured", Object.class);
            long allocated = bytes.soFar() - before;
            long requests = process.await("done", Done.class).requests();
            return requests == 0 || allocated < 0 ? null : (Double) ((double) allocated / requests);
        } catch (IOException | LoadFailure | SpecFailure e) {
            return null; // what was measured before holds
        }
    }
}
