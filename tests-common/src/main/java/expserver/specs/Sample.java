package expserver.specs;

/** What a process used at a moment: milliseconds since the start, CPU in shares of one, resident bytes. */
public record Sample(long millis, double cpu, long memory) {
}
