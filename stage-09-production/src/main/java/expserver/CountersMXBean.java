package expserver;

/** What a server tells of itself over JMX: the connections that are open now, and all else since it started. */
public interface CountersMXBean {
    long getConnectionsOpen();

    long getConnectionsAccepted();

    long getBytesReceived();

    long getBytesSent();

    long getTurns();

    long getLongestTurnMicros();
}
