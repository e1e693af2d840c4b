package expserver.pitfalls;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A program that closes a channel when it has no file descriptor left, the first it ever closes unless told to. */
final class FirstClose {
    private FirstClose() {
    }

    public static void main(String[] args) throws IOException {
        if (List.of(args).contains("prepared")) SocketChannel.open().close();
        List<SocketChannel> channels = new ArrayList<>();
        try {
            while (true) channels.add(SocketChannel.open());
        } catch (IOException tooManyOpenFiles) {
            System.out.println(channels.size() + " channels are open");
        }
        for (SocketChannel channel : channels.subList(0, 2)) close(channel);
    }

    private static void close(SocketChannel channel) throws IOException {
        try {
            channel.close();
            System.out.println("closed");
        } catch (LinkageError e) {
            System.out.println(e);
        }
    }
}
