package expserver.lab.docs;

import java.nio.file.Path;

/** What is wrong at a line of a page, counted from 1, and what to do about it. */
record Problem(Path page, int line, String message) {
    @Override
    public String toString() {
        return page + ":" + line + ": " + message;
    }
}
