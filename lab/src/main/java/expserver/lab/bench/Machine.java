package expserver.lab.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** On what the figures were measured. */
public record Machine(String cpu, int cores, long memoryBytes, String system, String jdk, String tools) {
    private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.*)");

    static Machine here() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        String kernel = system.getVersion().replaceAll("^(\\d+\\.\\d+).*", "$1");
        return new Machine(cpu(system.getArch()), Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(), "%s %s %s".formatted(system.getName(), kernel, system.getArch()),
                System.getProperty("java.version"), Tools.versions());
    }

    private static String cpu(String otherwise) {
        try {
            Matcher model = MODEL.matcher(Files.readString(Path.of("/proc/cpuinfo")));
            return model.find() ? model.group(1).strip() : otherwise;
        } catch (IOException e) {
            return otherwise; // only Linux has it
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %d cores, %.1f GiB, %s, JDK %s", cpu, cores,
                memoryBytes / 1024.0 / 1024 / 1024, system, jdk);
    }
}
