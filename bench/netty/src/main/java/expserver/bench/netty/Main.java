package expserver.bench.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Starts the server of stage 8 as one writes it with Netty, on one thread that accepts, reads and writes. */
@Command(name = "Main")
final class Main implements Callable<Integer> {
    private static final int BACKLOG = 1024;

    @Option(names = "--transport", required = true)
    private Transport transport;

    @Option(names = "--handler", required = true)
    private Handler handler;

    @Option(names = "--writability")
    private boolean writability;

    @Option(names = "--host", defaultValue = "127.0.0.1")
    private InetAddress host;

    @Parameters(defaultValue = "8001 8002 8003 8004", split = " ")
    private List<String> ports;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        int status = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::reportUsage)
                .setExecutionExceptionHandler(Main::reportFailure).execute(args);
        if (status != 0) System.exit(status);
    }

    @Override
    public Integer call() throws IOException {
        List<Integer> numbers = ports.stream().map(this::port).toList();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, transport.handlerFactory());
        ServerBootstrap server = new ServerBootstrap().group(loop).channel(transport.channel)
                .option(ChannelOption.SO_BACKLOG, BACKLOG).childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (writability) channel.pipeline().addLast(new WritabilityHandler());
                        handler.addTo(channel);
                    }
                });
        for (int port : numbers) listen(server, port);
        return 0;
    }

    private int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535) return Integer.parseInt(text);
        throw new ParameterException(spec.commandLine(), text + " is not a port from 0 to 65535");
    }

    private void listen(ServerBootstrap server, int port) throws IOException {
        ChannelFuture bound = server.bind(host, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on %s:%d: %s".formatted(host.getHostAddress(), port,
                    bound.cause().getMessage()));
        }
        InetSocketAddress address = (InetSocketAddress) bound.channel().localAddress();
        System.out.println("listening on " + host.getHostAddress() + ":" + address.getPort());
    }

    private static int reportUsage(ParameterException e, String[] args) {
        e.getCommandLine().getErr().println(e.getMessage() + "; usage: Main --transport nio|epoll"
                + " --handler lines|tight [--writability] [--host HOST] [PORT ...]");
        return 2;
    }

    private static int reportFailure(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        if (!(e instanceof IOException)) throw e;
        command.getErr().println(e.getMessage());
        return 1;
    }
}
