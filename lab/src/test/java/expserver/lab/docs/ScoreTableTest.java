package expserver.lab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import expserver.lab.CourseServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTableTest {
    private static final CourseServer LATER = new CourseServer("encore/later", 1, 99, "needs JDK 99");

    @Test
    void aServerThatNeedsANewerJdkKeepsItsRow() throws Flaw {
        assertEquals("""
                | server | single | multiple | error | non-blocking | symptom |
                | ------ | ------ | -------- | ----- | ------------ | ------- |
                | later  | ✔      | ✘        | ✔     | ✔            | closed |
                """, lines("| server |", "| later| ✔ | ✘ |✔|✔| closed |"));
        assertEquals("""
                | server | single | multiple | error | non-blocking | symptom |
                | ------ | ------ | -------- | ----- | ------------ | ------- |
                """, lines("|"));
    }

    private static String lines(String... shown) throws Flaw {
        Block block = new Block(1, shown.length, "", List.of(shown));
        return String.join("\n", new ScoreTable(List.of()).lines(List.of(LATER), block)) + "\n";
    }
}
