package expserver.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import org.HdrHistogram.Histogram;

/** Prints what happens, each event as JSON on a line of its own. */
final class Report {
    private static final double[] PERCENTILES = {50, 75, 90, 95, 98, 99, 99.5, 99.8, 99.9, 99.95, 99.98,
            99.99};

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    /** All connections are open, and those that are not silent have had a reply. */
    void ready() {
        print(event("ready"));
    }

    /** The measured time begins. */
    void measuring() {
        print(event("measuring"));
    }

    /** The measured time is over. */
    void measured() {
        print(event("measured"));
    }

    /** All that was sent is answered; {@code schedule} is null in a closed loop. */
    void done(Measurement measurement, int lineLength, Schedule schedule) {
        Histogram latencies = measurement.latencies;
        JsonObject done = event("done");
        done.addProperty("seconds", measurement.seconds());
        done.addProperty("requests", latencies.getTotalCount());
        done.addProperty("bytes", latencies.getTotalCount() * lineLength);
        done.addProperty("p50Us", micros(latencies.getValueAtPercentile(50)));
        done.addProperty("p99Us", micros(latencies.getValueAtPercentile(99)));
        done.addProperty("p999Us", micros(latencies.getValueAtPercentile(99.9)));
        done.addProperty("maxUs", micros(latencies.getMaxValue()));
        done.add("percentiles", percentiles(latencies));
        if (schedule != null) done.addProperty("behindSeconds", schedule.behindSeconds());
        print(done);
    }

    private static JsonArray percentiles(Histogram latencies) {
        JsonArray all = new JsonArray();
        for (double percentile : PERCENTILES) {
            JsonArray pair = new JsonArray();
            pair.add(percentile);
            pair.add(micros(latencies.getValueAtPercentile(percentile)));
            all.add(pair);
        }
        return all;
    }

    private static double micros(long nanos) {
        return nanos / 1e3;
    }

    private static JsonObject event(String name) {
        JsonObject event = new JsonObject();
        event.addProperty("event", name);
        return event;
    }

    private void print(JsonObject event) {
        out.println(event);
        out.flush();
    }
}
