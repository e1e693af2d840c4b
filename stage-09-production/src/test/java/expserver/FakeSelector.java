package expserver;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.util.HashSet;
import java.util.Set;

/** Selects among fake sockets and never waits; every second selection throws, so a run of the loop is one turn. */
final class FakeSelector extends AbstractSelector {
    boolean falseAlarm; // the next turn reports all that is asked for, ready or not

    private final Set<SelectionKey> keys = new HashSet<>();
    private final Set<SelectionKey> selected = new HashSet<>();
    private boolean turned;

    private FakeSelector() {
        super(null);
    }

    /** Puts a fake selector in the place of the loop's own: that one takes only sockets of the JDK. */
    static FakeSelector in(Loop loop) throws IOException, ReflectiveOperationException {
        Field selector = Loop.class.getDeclaredField("selector");
        selector.setAccessible(true);
        ((Selector) selector.get(loop)).close();
        FakeSelector fake = new FakeSelector();
        selector.set(loop, fake);
        return fake;
    }

    @Override
    public int select(long timeout) {
        turned = !turned;
        if (!turned) throw new ClosedSelectorException();

        keys.removeIf(key -> !key.isValid());
        for (SelectionKey key : keys) if (((Key) key).select(falseAlarm)) selected.add(key);
        falseAlarm = false;
        return selected.size();
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel socket, int ops, Object attachment) {
        Key key = new Key(this, (FakeSocket) socket, ops);
        key.attach(attachment);
        keys.add(key);
        return key;
    }

    @Override
    public Set<SelectionKey> keys() {
        return keys;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return selected;
    }

    @Override
    public int select() {
        return select(0);
    }

    @Override
    public int selectNow() {
        return select(0);
    }

    @Override
    public Selector wakeup() {
        return this;
    }

    @Override
    protected void implCloseSelector() {
    }

    private static final class Key extends AbstractSelectionKey {
        private final FakeSelector selector;
        private final FakeSocket socket;
        private int interestOps;
        private int readyOps;

        Key(FakeSelector selector, FakeSocket socket, int interestOps) {
            this.selector = selector;
            this.socket = socket;
            this.interestOps = interestOps;
        }

        boolean select(boolean falseAlarm) {
            readyOps = falseAlarm ? interestOps : interestOps & socket.readyOps();
            return readyOps != 0;
        }

        @Override
        public int interestOps() {
            refuseIfCancelled();
            return interestOps;
        }

        @Override
        public SelectionKey interestOps(int ops) {
            refuseIfCancelled();
            interestOps = ops;
            return this;
        }

        @Override
        public int readyOps() {
            refuseIfCancelled();
            return readyOps;
        }

        private void refuseIfCancelled() {
            if (!isValid()) throw new CancelledKeyException();
        }

        @Override
        public FakeSocket channel() {
            return socket;
        }

        @Override
        public FakeSelector selector() {
            return selector;
        }
    }
}
