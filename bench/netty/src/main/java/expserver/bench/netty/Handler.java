package expserver.bench.netty;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;

/** What answers a client: the pipeline that most people write, or as little as can be. */
enum Handler {
    LINES {
        @Override
        void addTo(Channel channel) {
            channel.pipeline().addLast(new LineDecoder(), new LineHandler());
        }
    },
    TIGHT {
        /** For this load the pooled allocator takes less CPU time than Netty's default since 4.2, the adaptive one. */
        @Override
        void addTo(Channel channel) {
            channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
            channel.pipeline().addLast(new TightHandler());
        }
    };

    abstract void addTo(Channel channel);
}
