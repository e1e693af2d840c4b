package expserver.lab.docs;

import java.util.List;

/** A comment that says what the block on the next lines shows, such as {@code <!-- code 7 Loop.run -->}. */
record Directive(int line, String name, List<String> arguments, Block block) {
    @Override
    public String toString() {
        return arguments.isEmpty() ? name : name + " " + String.join(" ", arguments);
    }
}
