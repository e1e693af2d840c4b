package expserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import expserver.specs.ServerProcess;
import expserver.specs.StartFailure;
import java.util.List;

import org.junit.jupiter.api.Test;

class LinuxTest {
    @Test
    void elsewhereItSaysThatItNeedsLinuxAndWhatToRunInstead() {
        List<String> java = ServerProcess.java(System.getProperty("java.class.path"), List.of("0"));
        java.add(1, "-Dos.name=Plan 9");

        StartFailure failure = assertThrows(StartFailure.class, () -> ServerProcess.start(java, 1));
        List<String> said = failure.getMessage().lines().toList();
        assertEquals("  output    Plan 9 has no epoll: this server needs Linux, stage 8 does not",
                said.get(said.size() - 1));
    }
}
