package expserver.pitfalls;

/** A program that a signal does not end: its shutdown hook calls {@code exit}, which waits for the hooks. */
final class ExitInHook {
    private ExitInHook() {
    }

    public static void main(String[] args) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.exit(0)));
        System.out.println("ready");
        Thread.sleep(30_000);
        Runtime.getRuntime().halt(1); // runs no hook: ends the program if nobody else does
    }
}
