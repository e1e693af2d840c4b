package expserver.specs;

import static expserver.specs.Fault.Trait.FRAMING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** TCP carries bytes, not messages: they may come in any pieces, be any values, and never end. */
final class StreamFaults {
    static final List<Fault> ALL = List.of(
            Fault.of("one byte at a time", StreamFaults::oneByteAtATime, FRAMING),
            Fault.of("three lines at once", StreamFaults::threeLinesAtOnce, FRAMING),
            Fault.of("a line and a half", StreamFaults::aLineAndAHalf, FRAMING),
            Fault.of("CR LF", on("hello\r\n")), //
            Fault.of("empty line", on("\n")), //
            Fault.of("bytes 0 to 255", StreamFaults::allBytes),
            Fault.of("UTF-8", StreamFaults::characters),
            Fault.of("line of 99,999 bytes", StreamFaults::longLine, FRAMING),
            Fault.of("line of 1 MiB", StreamFaults::veryLongLine, FRAMING),
            Fault.of("8 MiB without a newline", StreamFaults::endlessLines),
            Fault.of("10,000 lines at once", StreamFaults::manyLines, FRAMING),
            Fault.of("half-close after a line", StreamFaults::halfClose),
            Fault.of("half-close, 2,000 unread", StreamFaults::halfCloseUnread, FRAMING),
            Fault.of("half-close, replies owed", StreamFaults::halfCloseOwed, FRAMING),
            Fault.of("half-close in a line", StreamFaults::halfCloseInALine, FRAMING),
            Fault.of("15 MB read late", StreamFaults::readLate, FRAMING));

    private static final int MAX_LINE = 100_000;
    private static final int ENDLESS = 12; // together more than a server may keep, if it keeps all
    private static final int MIB = 1 << 20;
    private static final Duration STALL = Duration.ofMillis(200);
    private static final Duration NO_MORE = Duration.ofSeconds(1); // or a busy server would be left with its replies

    private StreamFaults() {
    }

    private static Fault.Exercise on(String line) {
        return subject -> exchange(subject, bytes(line), Lines.reversed(bytes(line)));
    }

    private static void oneByteAtATime(Subject subject) throws IOException {
        byte[] lines = bytes("one byte\nafter\nthe other\n");
        try (Client client = new Client(subject.address())) {
            for (byte next : lines) {
                client.send(new byte[]{next});
                Pause.of(Duration.ofMillis(2));
            }
            client.expect(lines, bytes("etyb eno\nretfa\nrehto eht\n"));
        }
    }

    private static void threeLinesAtOnce(Subject subject) throws IOException {
        exchange(subject, bytes("one\ntwo\nthree\n"), bytes("eno\nowt\neerht\n"));
    }

    private static void aLineAndAHalf(Subject subject) throws IOException {
        try (Client client = new Client(subject.address())) {
            client.send(bytes("hello\nwor"));
            client.expect(bytes("hello\n"), bytes("olleh\n"));
            client.send(bytes("ld\n"));
            client.expect(bytes("world\n"), bytes("dlrow\n"));
        }
    }

    private static void allBytes(Subject subject) throws IOException {
        byte[] line = new byte[256];
        for (int i = 0; i < line.length; i++) line[i] = (byte) (i < '\n' ? i : i + 1);
        line[255] = '\n';
        exchange(subject, line, Lines.reversed(line));
    }

    /** Both policies have their reasons. */
    private static void characters(Subject subject) throws IOException {
        String text = "gr\u00fc\u00dfe \u4e16\u754c";
        byte[] line = (text + "\n").getBytes(UTF_8);
        byte[] characters = (new StringBuilder(text).reverse() + "\n").getBytes(UTF_8);
        try (Client client = new Client(subject.address())) {
            client.send(line);
            byte[] came = client.receive(line.length);
            if (Arrays.equals(came, characters)) subject.note("reverses characters");
            else if (Arrays.equals(came, Lines.reversed(line))) subject.note("reverses bytes");
            else
                throw new SpecFailure(Symptom.WRONG_REPLY, "neither bytes nor characters in reverse order: "
                        + Lines.show(came));
        }
    }

    private static void longLine(Subject subject) throws IOException {
        byte[] line = digits(MAX_LINE - 1);
        exchange(subject, line, Lines.reversed(line));
    }

    private static void veryLongLine(Subject subject) throws IOException {
        byte[] line = digits(MIB);
        try (Client client = new Client(subject.address())) {
            client.send(line);
            byte[] came = client.receive(line.length);
            byte[] whole = Lines.reversed(line);
            byte[] pieces = inPieces(line);
            if (Arrays.equals(came, whole)) subject.note("answered whole");
            else if (Arrays.equals(came, pieces)) subject.note("answered in pieces of 100,000 bytes");
            else if (isStart(came, whole) || isStart(came, pieces)) subject.note("refused");
            else
                throw new SpecFailure(Symptom.WRONG_REPLY, "the reply is neither the line reversed as a whole"
                        + " nor in pieces of 100,000 bytes");
        } catch (SpecFailure failure) {
            if (failure.symptom() != Symptom.CLOSED) throw failure;
            subject.note("refused");
        }
        subject.expectAlive();
    }

    private static boolean isStart(byte[] came, byte[] reply) {
        return Arrays.equals(came, Arrays.copyOf(reply, came.length));
    }

    /**
     * It may be answered in pieces, held back, refused or kept, as long as memory has a bound: it does not grow with the
     * lines. Growth of a server that has answered is what its run-time system has yet to collect.
     */
    private static void endlessLines(Subject subject) throws IOException {
        byte[] digits = bytes("0123456789".repeat(1000));
        ExecutorService threads = Executors.newFixedThreadPool(ENDLESS);
        Baseline before = new Baseline(subject);
        try (Clients clients = new Clients(subject, ENDLESS)) {
            List<Future<Client.Poured>> ends = new ArrayList<>();
            for (Client client : clients.all())
                ends.add(threads.submit(() -> client.pour(digits, 8 * MIB, NO_MORE)));
            long taken = 0;
            long answered = 0;
            for (Future<Client.Poured> end : ends) {
                Client.Poured poured = Waiting.result(end);
                taken += poured.taken();
                answered += poured.answered();
            }
            subject.note("%,d bytes taken, %,d answered".formatted(taken, answered));
            subject.expectAlive();
            before.growth(); // or the row cannot be measured
            if (taken - answered > 64 * MIB) before.expectGrowthWithin(64 * MIB);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void manyLines(Subject subject) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            lines.writeBytes(bytes("line %d\n".formatted(i)));
            replies.writeBytes(Lines.reversed(bytes("line %d\n".formatted(i))));
        }
        exchange(subject, lines.toByteArray(), replies.toByteArray());
    }

    private static void halfClose(Subject subject) throws IOException {
        exchangeAndEnd(subject, bytes("hello\n"), bytes("olleh\n"));
    }

    private static void halfCloseInALine(Subject subject) throws IOException {
        exchangeAndEnd(subject, bytes("hello\ntail"), bytes("olleh\nliat"));
    }

    private static void halfCloseUnread(Subject subject) throws IOException {
        try (Client client = new Client(subject.address())) {
            client.flood(2_000 * 1024, STALL, Client.PATIENCE);
            client.halfClose();
            Pause.of(STALL); // so that the server sees the end while it still owes
            client.expectFloodReplies();
            client.expectEnd();
        }
    }

    /** What the kernel holds gets there though the server closes; what the server's own queue holds does not. */
    private static void halfCloseOwed(Subject subject) throws IOException {
        try (Client client = new Client(subject.address())) {
            new Creditor(subject, client).lend(16 * MIB);
            client.halfClose();
            Pause.of(STALL); // so that the server sees the end while it still owes
            client.expectFloodReplies();
            client.expectEnd();
        }
    }

    /** A server that waits for the wrong event when its buffers are full does not wake up again. */
    private static void readLate(Subject subject) throws IOException {
        try (Client client = new Client(subject.address())) {
            long start = System.nanoTime();
            Flood flood = new Flood(client, 15_000_000);
            flood.send(STALL);
            Pause.of(Duration.ofMillis(2_500).minusNanos(System.nanoTime() - start));
            flood.finish();
        }
    }

    private static void exchange(Subject subject, byte[] sent, byte[] reply) throws IOException {
        try (Client client = new Client(subject.address())) {
            client.send(sent);
            client.expect(sent, reply);
        }
    }

    private static void exchangeAndEnd(Subject subject, byte[] sent, byte[] reply) throws IOException {
        try (Client client = new Client(subject.address())) {
            client.send(sent);
            client.halfClose();
            client.expect(sent, reply);
            client.expectEnd();
        }
    }

    private static byte[] inPieces(byte[] line) {
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int i = 0; i < line.length; i += MAX_LINE) {
            pieces.writeBytes(
                    Lines.reversed(Arrays.copyOfRange(line, i, Math.min(i + MAX_LINE, line.length))));
        }
        return pieces.toByteArray();
    }

    /** A line of that many digits and a newline. */
    private static byte[] digits(int length) {
        return bytes("0123456789".repeat(length / 10 + 1).substring(0, length) + "\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
