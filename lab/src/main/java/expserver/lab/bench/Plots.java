package expserver.lab.bench;

import expserver.lab.CourseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The plots of a run, which a script of the docs draws. */
final class Plots {
    private static final Path DOCS = CourseServer.ROOT.resolve("docs");

    private Plots() {
    }

    /** What is missing, and how to get it. */
    static Optional<String> obstacle() {
        if (Tools.node().isPresent())
            return Optional.of("--plots needs Node 20 or newer (Debian: apt install nodejs)");
        return Files.isDirectory(DOCS.resolve("node_modules"))
                ? Optional.empty()
                : Optional.of("--plots needs docs/node_modules: run npm ci in docs");
    }

    static void draw(Path results, Path folder) throws IOException {
        Process script = new ProcessBuilder("node", DOCS.resolve("scripts/plots.mjs").toString(),
                results.toAbsolutePath().toString(), folder.toAbsolutePath().toString()).inheritIO().start();
        try {
            if (script.waitFor() != 0) throw new IOException("the plots were not drawn: node said why");
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while plots are drawn", e);
        }
    }
}
