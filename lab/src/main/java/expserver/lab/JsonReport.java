package expserver.lab;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results as JSON: a list with an object for each spec or fault of each server. */
final class JsonReport {
    private static final Gson GSON = new GsonBuilder().serializeNulls().setPrettyPrinting()
            .disableHtmlEscaping().create();

    private JsonReport() {
    }

    static void write(List<Result> results, Path file) throws IOException {
        JsonArray list = new JsonArray();
        for (Result result : results) list.add(json(result));
        Files.writeString(file, GSON.toJson(list) + "\n");
    }

    /** Without what would be most of the file and fills a picture only. */
    private static JsonElement json(Result result) {
        JsonObject json = GSON.toJsonTree(result).getAsJsonObject();
        json.remove("evidence");
        json.addProperty("passed", result.passed());
        return json;
    }
}
