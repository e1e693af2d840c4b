package expserver.lab.bench;

import com.sun.management.ThreadMXBean;
import expserver.lab.Jvm;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.management.remote.JMXConnector;

/** What the threads of a JVM have allocated, by its own count: exact to the byte. */
final class AllocatedBytes implements Closeable {
    private static final Pattern ASKING = Pattern.compile("(RMI|JMX) .*|Attach Listener"); // they answer this program

    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private AllocatedBytes(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.threads = ManagementFactory.newPlatformMXBeanProxy(connector.getMBeanServerConnection(),
                ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    /** Asks that JVM, which needs CPU time and memory to answer: not while these are measured. */
    static AllocatedBytes of(ProcessHandle process) throws IOException {
        AllocatedBytes bytes = new AllocatedBytes(Jvm.connect(process));
        bytes.soFar(); // the first answer takes long
        return bytes;
    }

    /** Those of all threads that are alive. */
    long soFar() throws IOException {
        try {
            return ofThreads();
        } catch (UndeclaredThrowableException e) { // from a proxy, whose methods do not declare it
            throw new IOException("the JVM does not answer", e.getCause());
        }
    }

    private long ofThreads() {
        long[] asked = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && !ASKING.matcher(thread.getThreadName()).matches())
                .mapToLong(ThreadInfo::getThreadId).toArray();
        return Arrays.stream(threads.getThreadAllocatedBytes(asked)).filter(bytes -> bytes > 0).sum();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
