package expserver.lab;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command of the launcher's program did: its exit status and its output, which is no terminal. */
record Launch(int status, String out, String err) {
    static Launch of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Xps.commandLine(new Terminal(false, false)).setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err)).execute(args);
        return new Launch(status, out.toString(), err.toString());
    }
}
