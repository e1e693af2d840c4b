package expserver.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XpsTest {
    @ParameterizedTest
    @ValueSource(strings = {"run", "specs", "diff", "client", "top", "bench", "docs"})
    void everyCommandIsListedAndHasHelpWithAnExample(String command) {
        assertTrue(Launch.of("--help").out().contains("\n  " + command));

        Launch help = Launch.of(command, "--help");
        assertEquals(0, help.status());
        assertTrue(help.out().contains("./xps " + command), help::out);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"frob, unknown argument 'frob'",
            "run 99, unknown server '99'", "run --frob, unknown argument '--frob'",
            "specs 7 99, unknown server '99'", "specs --command x, --command needs --ports or --free-ports",
            "specs --free-ports 2, --free-ports needs --command",
            "specs --host ::1, --host needs --ports", "specs --ports 80x, '80x' is not a port",
            "specs 7 --ports 8001, not for a SERVER", "specs --all 99, unknown server '99'",
            "specs --all --fault UTF-8, --all and --fault exclude each other",
            "specs --fault UTF, unknown fault 'UTF'; there are: UTF-8",
            "specs --profile x, --profile is lines or segments", "specs --env A=B, --env needs --command",
            "specs --command x --ports 8001 --env A, --env takes NAME=VALUE",
            "specs --cwd ., --cwd needs --command",
            "specs --command x --ports 8001 --cwd /no/such, --cwd: no folder /no/such",
            "specs --pid 1, --pid is for a server that runs already",
            "specs --command x --ports 8001 --pid 1, --pid is for a server that runs already",
            "specs --ports 8001 --pid 4000000000, --pid: no such process",
            "specs --html /no/such/file, cannot write /no/such/file",
            "specs --json /no/such/file, cannot write /no/such/file", "diff 7, 'TO'",
            "diff 7 99, unknown server '99'", "client --num-clients 0, '0' is not a number",
            "client --messages -1, '-1' is not a number", "client --port 65536, '65536' is not a port",
            "client --port 0, '0' is not a port", "client --host no.such.host.invalid, unknown host",
            "top, 'SERVER'", "top 9 --pid x, 'x'", "bench --load 8, unknown load '8'; there are ping-pong-1",
            "bench --load bulk --servers 8 99, unknown argument '99'",
            "bench --servers 8;99, unknown server '8;99'; there are 1 01-sequential",
            "bench --servers 1 --load bulk, nothing to measure: 01-sequential: not in bulk: it serves one client at a time",
            "bench --servers c --rounds 0, --rounds has to be a number from 1 to 100",
            "bench --seconds NaN, --seconds has to be more than 0",
            "bench --json /no/such/file, cannot write /no/such/file",
            "docs no.such.page.md, no page of the project: no.such.page.md"})
    void badUsageIsNamedInOneLine(String arguments, String named) {
        Launch launch = Launch.of(arguments.split(" "));
        assertEquals(2, launch.status());
        assertTrue(launch.err().contains(named), launch::err);
        assertEquals(1, launch.err().lines().count(), launch::err);
        assertEquals("", launch.out());
    }

    @ParameterizedTest
    @CsvSource({"--host, a host needs a name", "--command, --command needs a program"})
    void anEmptyValueIsBadUsage(String option, String named) {
        Launch launch = Launch.of("specs", option, "", "--ports", "8001");
        assertEquals(2, launch.status());
        assertTrue(launch.err().contains(named), launch::err);
    }

    @Test
    void anUnknownServerIsAnsweredWithWhatThereIs() {
        for (CourseServer server : CourseServer.ALL)
            assertTrue(Launch.of("run", "99").err().contains(server.name()));
    }

    @Test
    void runWithoutAServerListsThem() {
        String list = Launch.of("run").out();
        for (CourseServer server : CourseServer.ALL) assertTrue(list.contains(server.description()), list);
    }

    @Test
    void runFindsAServerByItsNumberAndByItsName() {
        Launch seven = Launch.of("run", "7");
        assertEquals(0, seven.status());
        assertTrue(seven.out().contains("stage-07-core-loop/target/classes"), seven::out);
        assertEquals(seven, Launch.of("run", "stage-07-core-loop"));
    }
}
