package expserver.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
    @ParameterizedTest
    @CsvSource({"'hello\n', 'olleh\n'", "'\n', '\n'", "'ab\r\n', '\rba\n'", "tail, liat", "'', ''"})
    void aReplyIsTheLineReversedWithItsNewlineKeptLast(String line, String reply) {
        assertEquals(reply, new String(Lines.reversed(line.getBytes())));
    }

    @Test
    void randomLinesHave1To200PrintableCharactersAndOneNewlineAtTheEnd() {
        Random random = new Random();
        Set<Integer> lengths = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String line = new String(Lines.random(random));
            assertTrue(line.matches("[ -~]{1,200}\n"), line);
            lengths.add(line.length() - 1);
        }
        assertEquals(200, lengths.size(), "lengths that come up");
    }

    @Test
    void theFloodIs64LinesOf1KiBNoTwoAlike() {
        String[] lines = new String(Lines.flood()).split("(?<=\n)");
        assertEquals(64, Set.of(lines).size());
        for (String line : lines) assertTrue(line.matches("[ -~]{1023}\n"), line);
    }

    @Test
    void bytesAreShownQuotedAndEscapedAndCounted() {
        assertEquals("\"olleh\\n\" (6 bytes)", Lines.show("olleh\n".getBytes()));
        assertEquals("\"\\\"\\\\\" (2 bytes)", Lines.show("\"\\".getBytes()));
        assertEquals("\"\\x00\\x0d\\x7f\\xff\" (4 bytes)", Lines.show(new byte[]{0, '\r', 127, -1}));
        assertEquals("\"x\" (1 byte)", Lines.show("x".getBytes()));
        assertEquals("\"\" (0 bytes)", Lines.show(new byte[0]));
    }

    @Test
    void ofManyBytesTheFirst60AreShown() {
        String digits = "0123456789".repeat(6);
        assertEquals("\"" + digits + "\" (60 bytes)", Lines.show(digits.getBytes()));
        assertEquals("\"" + digits + "\"... (61 bytes)", Lines.show((digits + "!").getBytes()));
    }
}
