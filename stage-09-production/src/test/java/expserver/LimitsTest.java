package expserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"--max-connections", "--idle-timeout", "--drain"})
    void ofALimitGivenTwiceTheLastCountsAndEachIsChecked(String option) {
        assertEquals(taken(option, "7"), taken(option, "6", "8001", option, "7"));
        assertThrows(IllegalArgumentException.class, () -> taken(option, "6", option));
        assertThrows(IllegalArgumentException.class, () -> taken(option, "soon", option, "7"));
    }

    private static Limits taken(String... arguments) {
        return Limits.takenFrom(new ArrayList<>(List.of(arguments)));
    }
}
