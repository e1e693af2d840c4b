package expserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class TimersTest {
    private static final long MILLI = 1_000_000; // nanoseconds

    private final Timers timers = new Timers();
    private final LoopHandler first = new Nothing();
    private final LoopHandler second = new Nothing();
    private final Timers.Timer timer = timers.new Timer(first);
    private final Timers.Timer other = timers.new Timer(second);

    @Test
    void aHandlerIsDueAtItsTimeAndOnce() {
        timer.set(10);
        assertNull(timers.due(9));
        assertSame(first, timers.due(10));
        assertNull(timers.due(11));
    }

    @Test
    void theEarliestIsDueFirst() {
        timer.set(20);
        other.set(10);
        assertSame(second, timers.due(30));
        assertSame(first, timers.due(30));
    }

    @Test
    void twoMayBeSetToTheSameTime() {
        timer.set(10);
        other.set(10);
        assertSame(first, timers.due(10));
        assertSame(second, timers.due(10));
    }

    @Test
    void aTimerThatIsSetAgainIsDueAtTheNewTimeAlone() {
        timer.set(10);
        timer.set(30);
        assertNull(timers.due(29));
        timer.set(20);
        assertSame(first, timers.due(20));
        assertNull(timers.due(30));
    }

    @Test
    void aTimerThatIsMovedBehindAnotherIsDueAfterIt() {
        timer.set(10);
        other.set(20);
        timer.set(30);
        assertSame(second, timers.due(30));
        assertSame(first, timers.due(30));
    }

    @Test
    void aTimerThatIsCancelledIsNeverDue() {
        timer.set(10);
        other.set(10);
        timer.cancel();
        assertSame(second, timers.due(10));
        assertNull(timers.due(10));
        assertEquals(0, timers.timeout(10), "nothing is left to wait for");
    }

    @Test
    void aSelectionWaitsForTheEarliestAndNeverLess() {
        assertEquals(0, timers.timeout(0));
        timer.set(20 * MILLI);
        assertEquals(20, timers.timeout(0));
        assertEquals(20, timers.timeout(1));
        other.set(10 * MILLI);
        assertEquals(10, timers.timeout(0));
    }

    @Test
    void aSelectionForATimerThatIsOverdueDoesNotWaitForEver() {
        timer.set(10);
        assertEquals(1, timers.timeout(10));
        assertEquals(1, timers.timeout(20 * MILLI));
    }

    private static final class Nothing implements LoopHandler {
        @Override
        public void onReadable() {
        }

        @Override
        public void onClosed(Exception cause) {
        }
    }
}
