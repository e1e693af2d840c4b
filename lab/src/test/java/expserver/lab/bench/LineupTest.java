package expserver.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineupTest {
    private static final long ENOUGH = 20_000;

    @Test
    void whoIsNamedMeetsEveryLoadThatSaysSomethingOfIt() {
        Lineup lineup = lineup(ENOUGH, "ping-pong-1,ping-pong-1000,silent-1", "1", "2", "3", "8");
        assertEquals(List.of("01-sequential", "02-threads", "03-selector", "stage-08-nonblocking"),
                names(lineup, "ping-pong-1"));
        assertEquals(List.of("03-selector", "stage-08-nonblocking"), names(lineup, "ping-pong-1000"));
        assertEquals(List.of("02-threads", "stage-08-nonblocking"), names(lineup, "silent-1"));
        assertEquals(Set.of("01-sequential: not in ping-pong-1000: it serves one client at a time",
                "02-threads: not in ping-pong-1000: it serves 128 at most",
                "01-sequential: not in silent-1: it serves one client at a time",
                "03-selector: not in silent-1: it has no bound, and dies of a silent client"),
                lineup.leftOut);
    }

    @Test
    void aLoadWithMoreClientsThanDescriptorsIsLeftOut() {
        Lineup lineup = lineup(1_024, "idle-1000,busy-100", "8");
        assertEquals(Set.of(Workload.named("busy-100")), lineup.contenders.keySet());
        assertEquals(Set.of("idle-1000: needs 1100 descriptors, and a process may have 1024 (ulimit -Hn)"),
                lineup.leftOut);
    }

    @Test
    void everyLoadIsMeantForServersThatItSaysSomethingOf() {
        for (Workload load : Workload.ALL) {
            for (Contender contender : load.contenders())
                assertTrue(contender.unfitFor(load).isEmpty(), () -> load.name() + " " + contender.name());
        }
    }

    @Test
    void besideSilentClientsThoseMayFailThatDoNotHoldThemBack() {
        for (String name : List.of("3", "6", "7", "netty-nio", "netty-epoll", "netty-nio-tight",
                "netty-epoll-tight")) {
            assertFalse(Contender.named(name).mustServe(Workload.named("silent-1")), name);
            assertTrue(Contender.named(name).mustServe(Workload.named("silent-0")), name);
        }
        for (String name : List.of("8", "9", "async-channels", "virtual-threads", "epoll", "c",
                "netty-writability"))
            assertTrue(Contender.named(name).mustServe(Workload.named("silent-1")), name);
    }

    private static Lineup lineup(long descriptors, String loads, String... servers) {
        return new Lineup(List.of(loads.split(",")).stream().map(Workload::named).toList(),
                List.of(servers).stream().map(Contender::named).toList(), descriptors);
    }

    private static List<String> names(Lineup lineup, String load) {
        return lineup.contenders.get(Workload.named(load)).stream().map(Contender::name).toList();
    }
}
