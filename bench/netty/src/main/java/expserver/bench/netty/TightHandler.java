package expserver.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** Reverses the lines in the buffer that they were received in, and writes that buffer back. */
final class TightHandler extends ChannelInboundHandlerAdapter {
    private ByteBuf unfinished = Unpooled.EMPTY_BUFFER;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (unfinished.isReadable()) finish(context, in);
        int start = in.readerIndex();
        for (int cut = Lines.cut(in, start, 0); cut >= 0; cut = Lines.cut(in, start, 0)) {
            Lines.reverse(in, start, cut);
            start = cut;
        }
        if (start < in.writerIndex()) keep(context, in, start);
        if (in.isReadable()) context.write(in);
        else in.release();
    }

    /** Answers the unfinished line if its end has come, and else appends what came. */
    private void finish(ChannelHandlerContext context, ByteBuf in) {
        int cut = Lines.cut(in, in.readerIndex(), unfinished.readableBytes());
        unfinished.writeBytes(in, (cut < 0 ? in.writerIndex() : cut) - in.readerIndex());
        if (cut >= 0) answerUnfinished(context);
    }

    private void answerUnfinished(ChannelHandlerContext context) {
        Lines.reverse(unfinished, 0, unfinished.writerIndex());
        context.write(unfinished);
        unfinished = Unpooled.EMPTY_BUFFER;
    }

    /** Moves what follows the last whole line to a buffer of its own. */
    private void keep(ChannelHandlerContext context, ByteBuf in, int start) {
        unfinished = context.alloc().buffer(in.writerIndex() - start);
        unfinished.writeBytes(in, start, in.writerIndex() - start);
        in.writerIndex(start);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    /** On a half-close: answers the rest, and closes when all is sent. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event != ChannelInputShutdownEvent.INSTANCE) return;

        if (unfinished.isReadable()) answerUnfinished(context);
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        unfinished.release();
        unfinished = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
