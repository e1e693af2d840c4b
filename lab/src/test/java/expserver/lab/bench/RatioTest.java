package expserver.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void onlyWhatIsOfTheSameRoundIsCompared() {
        List<Measurement> base = List.of(Rounds.of("c", 1, 1_000), Rounds.of("c", 2, 100),
                Rounds.of("c", 3, 2_000));
        List<Measurement> own = List.of(Rounds.of("8", 1, 900), Rounds.of("8", 2, 110),
                Rounds.of("8", 3, 1_900));
        assertEquals(new Ratio(0.95, 0.9, 1.1), Ratio.of(own, base));
    }

    @Test
    void aRoundThatFailedIsNotCompared() {
        List<Measurement> base = List.of(Rounds.of("c", 1, 1_000),
                Rounds.failed("ping-pong-64", "c", 2, "no reply"),
                Rounds.of("c", 3, 1_000));
        List<Measurement> own = List.of(Rounds.of("8", 1, 900), Rounds.of("8", 2, 100),
                Rounds.failed("ping-pong-64", "8", 3, "no reply"));
        assertEquals(new Ratio(0.9, 0.9, 0.9), Ratio.of(own, base));
    }

    @Test
    void withoutACommonRoundThereIsNone() {
        assertNull(Ratio.of(List.of(Rounds.of("8", 1, 900)), List.of(Rounds.of("c", 2, 900))));
    }

    @Test
    void theMedianIsTheOneInTheMiddleOrBetweenTwo() {
        assertEquals(3, Ratio.median(Stream.of(9.0, 1.0, 3.0)));
        assertEquals(4, Ratio.median(Stream.of(9.0, 1.0, 3.0, 5.0)));
        assertEquals(1, Ratio.median(Stream.of(null, 1.0)));
        assertNull(Ratio.median(Stream.of((Double) null)));
    }
}
