package expserver;

/** What a server tells of itself over JMX: all but the first since it started, a turn as long as it keeps others waiting. */
public interface CountersMXBean {
    long getConnectionsOpen();

    long getConnectionsAccepted();

    long getBytesReceived();

    long getBytesSent();

    long getTurns();

    long getLongestTurnMicros();
}
