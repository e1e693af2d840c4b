package expserver;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Counts what the server does. Only the loop's thread writes, so that no addition is lost; any thread may read. */
final class Counters implements CountersMXBean {
    volatile long open;
    volatile long accepted;
    volatile long received;
    volatile long sent;
    private volatile long turns;
    private volatile long longestTurn;

    /** Shows them over JMX; once in a process, where the name is taken then. */
    void register() throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(this, new ObjectName("expserver:type=Counters"));
    }

    void turn(long nanos) {
        turns++;
        if (nanos > longestTurn) longestTurn = nanos;
    }

    @Override
    public long getConnectionsOpen() {
        return open;
    }

    @Override
    public long getConnectionsAccepted() {
        return accepted;
    }

    @Override
    public long getBytesReceived() {
        return received;
    }

    @Override
    public long getBytesSent() {
        return sent;
    }

    @Override
    public long getTurns() {
        return turns;
    }

    @Override
    public long getLongestTurnMicros() {
        return longestTurn / 1_000;
    }
}
