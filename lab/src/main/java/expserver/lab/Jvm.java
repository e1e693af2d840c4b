package expserver.lab;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The Java processes of this user, as the Attach API shows them. */
public final class Jvm {
    private Jvm() {
    }

    /** Finds the process that runs a server of this project; {@code pid}, if not null, says which. */
    static ProcessHandle find(CourseServer server, Long pid) throws IOException {
        List<Long> found = VirtualMachine.list().stream()
                .filter(jvm -> jvm.displayName().startsWith("expserver.Main"))
                .filter(jvm -> pid == null || jvm.id().equals(pid.toString()))
                .filter(jvm -> runs(server, jvm)).map(jvm -> Long.valueOf(jvm.id())).toList();
        if (found.isEmpty())
            throw new IOException("no %s runs%s; start it with ./xps run %s"
                    .formatted(server.name(), pid == null ? "" : " as process " + pid, server.number()));
        if (found.size() > 1)
            throw new IOException(
                    "several of %s run: choose one with --pid, of %s".formatted(server.name(), found));
        return ProcessHandle.of(found.get(0))
                .orElseThrow(() -> new IOException(server.name() + " has ended"));
    }

    private static boolean runs(CourseServer server, VirtualMachineDescriptor jvm) {
        try {
            Properties properties = properties(jvm);
            Path folder = Path.of(properties.getProperty("user.dir"));
            Path classes = server.path().resolve("target/classes");
            return Stream.of(properties.getProperty("java.class.path").split(File.pathSeparator))
                    .map(folder::resolve).anyMatch(entry -> same(classes, entry));
        } catch (IOException | AttachNotSupportedException e) {
            return false; // it has ended, or belongs to somebody else
        }
    }

    private static Properties properties(VirtualMachineDescriptor jvm)
            throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(jvm);
        try {
            return machine.getSystemProperties();
        } finally {
            machine.detach();
        }
    }

    private static boolean same(Path classes, Path entry) {
        try {
            return Files.isSameFile(classes, entry);
        } catch (IOException e) {
            return false; // such as an entry that does not exist
        }
    }

    /** Connects to the management of that process; the agent that it may need for that is started in it. */
    public static JMXConnector connect(ProcessHandle process) throws IOException {
        return JMXConnectorFactory.connect(new JMXServiceURL(managementAddress(process)));
    }

    private static String managementAddress(ProcessHandle process) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(
                    "process %d cannot be attached to: %s".formatted(process.pid(), e.getMessage()), e);
        }
    }
}
