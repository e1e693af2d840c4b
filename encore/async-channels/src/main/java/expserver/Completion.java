package expserver;

import java.io.IOException;
import java.nio.channels.CompletionHandler;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls {@code onDone} with the result of an operation, or {@code onClosed} if that or the operation fails. */
record Completion<R, A>(String operation, Callback<A, R> onDone,
        BiConsumer<A, Throwable> onClosed) implements CompletionHandler<R, A> {

    private static final Logger log = LoggerFactory.getLogger(Completion.class);

    /** A method of the attachment, which takes the result. */
    interface Callback<A, R> {
        void call(A attachment, R result) throws IOException;
    }

    /** Lets nothing escape: the group would replace its thread, and nobody would go on with the attachment. */
    @Override
    public void completed(R result, A attachment) {
        try {
            log.debug("{}: {}", operation, attachment);
            onDone.call(attachment, result);
        } catch (IOException e) {
            onClosed.accept(attachment, e);
        } catch (RuntimeException | Error e) {
            log.warn("a handler failed: {}", attachment, e);
            onClosed.accept(attachment, e);
        }
    }

    @Override
    public void failed(Throwable cause, A attachment) {
        onClosed.accept(attachment, cause);
    }
}
