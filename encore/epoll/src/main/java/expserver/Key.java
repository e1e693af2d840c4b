package expserver;

/** A socket in the loop: which events its handler wants, a field here, not a call into the kernel. */
final class Key {
    final Socket channel;
    final LoopHandler handler;
    boolean queued; // among those the loop calls in this turn or the next
    private int interestOps;

    Key(Socket channel, int interestOps, LoopHandler handler) {
        this.channel = channel;
        this.interestOps = interestOps;
        this.handler = handler;
    }

    /** Asks for {@code OP_READ}, {@code OP_WRITE}, both or none. */
    void interestOps(int ops) {
        interestOps = ops;
    }

    /** Whether it is open, and ready for one of {@code ops} for which its handler asks. */
    boolean isReady(int ops) {
        return channel.isOpen() && (channel.ready & interestOps & ops) != 0;
    }
}
