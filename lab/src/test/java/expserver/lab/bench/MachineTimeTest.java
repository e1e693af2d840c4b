package expserver.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MachineTimeTest {
    private static final long SECOND = 1_000_000_000;

    /** One second of two cores: 60 ticks of user, 10 of nice, 20 of system, 80 idle, 10 waiting, 15 soft, 5 stolen. */
    private static final String EARLIER = """
            cpu  1000 100 200 5000 50 0 30 10 400 0
            cpu0 500 50 100 2500 25 0 15 5 200 0
            cpu1 500 50 100 2500 25 0 15 5 200 0
            intr 12345 0 9
            """;
    private static final String LATER = """
            cpu  1060 110 220 5080 60 0 45 15 440 0
            cpu0 530 55 110 2540 30 0 22 7 220 0
            cpu1 530 55 110 2540 30 0 23 8 220 0
            intr 12345 0 9
            """;

    @Test
    void whatIsNotIdleAndNotOursIsOthers() {
        assertEquals(0.55 - 0.40, foreignShare(EARLIER, LATER, 800_000_000), 1e-9);
    }

    @Test
    void interruptsThatAreCountedApartAreNobodys() {
        String earlier = EARLIER.replace("50 0 30", "50 7 30");
        String later = LATER.replace("60 0 45", "60 7 45");
        assertEquals(0.475 - 0.40, foreignShare(earlier, later, 800_000_000), 1e-9);
    }

    @Test
    void moreThanTheTicksTellIsNoForeignLoad() {
        assertEquals(0, foreignShare(EARLIER, LATER, 2 * SECOND));
    }

    private static double foreignShare(String earlier, String later, long own) {
        return MachineTime.of(later).foreignShare(MachineTime.of(earlier), own, SECOND);
    }
}
