package expserver.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;

/** What the load generator did: its exit status and its output. */
record Launch(int status, String out, String err) {
    static Launch of(Duration patience, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Load.commandLine(InputStream.nullInputStream(), patience).setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err)).execute(args);
        return new Launch(status, out.toString(), err.toString());
    }

    List<String> events() {
        return out.lines().map(line -> json(line).get("event").getAsString()).toList();
    }

    /** The last event. */
    JsonObject done() {
        return json(out.lines().toList().get(events().indexOf("done")));
    }

    private static JsonObject json(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }
}
