package expserver;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long the LineReverser of stage 8 takes for some 64 KiB of lines, beside one that goes byte by byte.
 *
 * <p>Build it and run it, two minutes, in the project's folder:
 *
 * <pre>
 * mvn -Pbench package -DskipTests -pl bench/jmh -am
 * java -cp 'bench/jmh/target/classes:bench/jmh/target/lib/*' org.openjdk.jmh.Main
 * </pre>
 *
 * <p>Reversing in place overwrites the input, so each read is copied into the buffer first: {@code copy} is that alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LineReverserBenchmark {
    private static final int READ_SIZE = 64 * 1024;

    /** How many bytes come, as lines of how many, in reads of how many. */
    public enum Load {
        LINES_OF_64_BYTES(READ_SIZE, 64, READ_SIZE), LINES_OF_4_KIB(READ_SIZE, 4096,
                READ_SIZE), ONE_BYTE_AT_A_TIME(READ_SIZE, 64,
                        1), LINE_OF_100_000_BYTES(100_000, 100_000, READ_SIZE);

        private final int bytes;
        private final int line;
        private final int read;

        Load(int bytes, int line, int read) {
            this.bytes = bytes;
            this.line = line;
            this.read = read;
        }
    }

    @Param
    private Load load;

    private final LineReverser lines = new LineReverser();
    private final ByteReverser byteByByte = new ByteReverser();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LineReverser.BUFFER_SIZE);
    private ByteBuffer input;

    @Setup
    public void fillInput() {
        input = ByteBuffer.allocateDirect(load.bytes);
        for (int i = 1; i <= load.bytes; i++) input.put((byte) (i % load.line == 0 ? '\n' : 'a' + i % 23));
    }

    @Benchmark
    public void copy(Blackhole replies) {
        for (int at = 0; at < load.bytes; at += load.read) replies.consume(read(buffer.clear(), at));
    }

    @Benchmark
    public void lineReverser(Blackhole replies) {
        for (int at = 0; at < load.bytes; at += load.read) {
            replies.consume(lines.reverse(read(lines.prepare(buffer), at)));
        }
    }

    @Benchmark
    public void byteByByte(Blackhole replies) {
        for (int at = 0; at < load.bytes; at += load.read) {
            replies.consume(byteByByte.reverse(read(buffer.clear(), at).flip()));
        }
    }

    /** As a channel does: puts what came at the buffer's position. */
    private ByteBuffer read(ByteBuffer buffer, int at) {
        int length = Math.min(load.read, load.bytes - at);
        int position = buffer.position();
        return buffer.put(position, input, at, length).position(position + length);
    }
}
