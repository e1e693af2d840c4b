package expserver;

import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Bytes for a server, as pieces that stay readable when a property fails: a run of letters, then any bytes. */
record Input(List<Piece> pieces) {
    record Piece(int run, List<Byte> then) {
    }

    /** Newlines among any bytes, and lines about as long as the longest that is reversed whole. */
    static Arbitrary<Input> any() {
        Arbitrary<Integer> runs = Arbitraries.oneOf(Arbitraries.integers().between(0, 40),
                Arbitraries.integers().between(99_997, 100_003));
        Arbitrary<Byte> bytes = Arbitraries.oneOf(Arbitraries.just((byte) '\n'), Arbitraries.bytes());
        return Combinators.combine(runs, bytes.list().ofMaxSize(30)).as(Piece::new).list().ofMaxSize(4)
                .map(Input::new);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Piece piece : pieces) {
            bytes.writeBytes("abcdefg".repeat(piece.run / 7 + 1).substring(0, piece.run).getBytes());
            piece.then.forEach(bytes::write);
        }
        return bytes.toByteArray();
    }
}
