package expserver.specs;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The four specs as tests of {@code expserver.Main} on the class path, a fresh process for each. */
@ExtendWith(KnownFailures.class)
@Execution(ExecutionMode.CONCURRENT)
public abstract class ServerSpecs {
    private ServerProcess process;

    /** The arguments that make the server listen on free ports. */
    protected List<String> arguments() {
        return List.of("0", "0", "0", "0");
    }

    @BeforeEach
    void start() {
        List<String> command = ServerProcess.java(System.getProperty("java.class.path"), arguments());
        process = ServerProcess.start(command, (int) arguments().stream().filter("0"::equals).count());
    }

    @AfterEach
    void stop() {
        if (process != null) process.close();
    }

    @Test
    @DisplayName("single client")
    void singleClient() throws IOException {
        process.server().verify(new SingleClient());
    }

    @Test
    @DisplayName("multiple clients")
    void multipleClients() throws IOException {
        process.server().verify(new MultipleClients());
    }

    @Test
    @DisplayName("error handling")
    void errorHandling() throws IOException {
        process.server().verify(new ErrorHandling());
    }

    @Test
    @DisplayName("non-blocking server")
    void nonBlockingServer() throws IOException {
        process.server().verify(new NonBlockingServer());
    }
}
