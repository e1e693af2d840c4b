package expserver.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts what is received into lines, each a slice of it.
 *
 * <p>Netty's own LineBasedFrameDecoder and DelimiterBasedFrameDecoder cannot keep the protocol: they throw away a line
 * that is too long, where a piece of it must be answered, and what is left without a newline when the client half-closes.
 */
final class LineDecoder extends ByteToMessageDecoder {
    private int searched; // bytes of the unfinished line that hold no newline

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int cut = Lines.cut(in, in.readerIndex() + searched, searched);
        if (cut < 0) {
            searched = in.readableBytes();
            return;
        }
        out.add(in.readRetainedSlice(cut - in.readerIndex()));
        searched = 0;
    }

    /** The input has ended. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.isReadable()) out.add(in.readRetainedSlice(in.readableBytes()));
    }
}
