package expserver.lab;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;

/** What a server of another process counts, over JMX. */
final class Counters implements Closeable {
    private static final String NAME = "expserver:type=Counters";
    private static final String[] ATTRIBUTES = {"ConnectionsOpen", "ConnectionsAccepted", "BytesReceived",
            "BytesSent", "Turns", "LongestTurnMicros"};

    private final String server;
    private final JMXConnector connector;

    /** The counters at a time, in nanoseconds of {@link System#nanoTime}. */
    record Sample(long time, Map<String, Long> counters) {
        long open() {
            return counters.get("ConnectionsOpen");
        }

        double longestTurnMillis() {
            return counters.get("LongestTurnMicros") / 1e3;
        }

        /** By how much it has grown a second since {@code earlier}. */
        long rate(Sample earlier, String counter) {
            return Math.round(
                    (counters.get(counter) - earlier.counters.get(counter)) * 1e9 / (time - earlier.time));
        }
    }

    private Counters(String server, JMXConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    static Counters of(ProcessHandle process, CourseServer server) throws IOException {
        return new Counters(server.name(), Jvm.connect(process));
    }

    Sample sample() throws IOException {
        try {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            return new Sample(System.nanoTime(),
                    beans.getAttributes(new ObjectName(NAME), ATTRIBUTES).asList().stream()
                            .collect(Collectors.toMap(Attribute::getName, a -> (Long) a.getValue())));
        } catch (JMException e) {
            throw new IOException(server + " does not count: it has no " + NAME, e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
