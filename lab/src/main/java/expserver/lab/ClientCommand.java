package expserver.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Talks to a server as several clients at the same time, and shows who is served when. */
@Command(name = "client", sortOptions = false,
        description = "Talks to a server as several clients, and shows who is served when.",
        footer = {"",
                "The clients connect in turn, then all start at once; each sends its messages one after the other.",
                "The number of a line is its place in the order in which replies come.", "", "Examples:", //
                "  ./xps client --messages 3                   one client on port 8001",
                "  ./xps client --port 8002 --num-clients 5    five at the same time",
                "  ./xps client --port 8000 --num-clients 5    the same to a server of the prologue"})
final class ClientCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--host", paramLabel = "HOST", converter = HostConverter.class,
            defaultValue = "127.0.0.1",
            description = "The server's host, ${DEFAULT-VALUE} by default.")
    private InetAddress host;

    @Option(names = "--port", paramLabel = "PORT", converter = PortConverter.class, defaultValue = "8001",
            description = "The server's port, ${DEFAULT-VALUE} by default.")
    private int port;

    @Option(names = "--num-clients", paramLabel = "N", converter = CountConverter.class, defaultValue = "1",
            description = "How many clients, ${DEFAULT-VALUE} by default.")
    private int clients;

    @Option(names = "--messages", paramLabel = "N", converter = CountConverter.class, defaultValue = "10",
            description = "How many messages each of them sends, ${DEFAULT-VALUE} by default.")
    private int messages;

    @Spec
    private CommandSpec spec;

    private int replies;

    @Override
    public Integer call() throws IOException, InterruptedException {
        InetSocketAddress server = new InetSocketAddress(host, port);
        List<Conversation> conversations = new ArrayList<>();
        for (int i = 0; i < clients; i++) // in this order a server takes them that serves one at a time
            conversations.add(new Conversation("client " + i, server, messages, PATIENCE, this::print));

        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Future<Void>> ends = threads.invokeAll(conversations);
        threads.shutdown();
        Set<String> failures = failures(ends);
        failures.forEach(spec.commandLine().getErr()::println);
        return failures.isEmpty() ? 0 : 1;
    }

    /** Prints a reply with its place in the order of all of them. */
    private synchronized void print(String reply) {
        spec.commandLine().getOut().printf("%4d  %s%n", ++replies, reply);
    }

    /** Why conversations failed, each reason once. */
    private static Set<String> failures(List<Future<Void>> ends) throws InterruptedException {
        Set<String> failures = new LinkedHashSet<>();
        for (Future<Void> end : ends) {
            try {
                end.get();
            } catch (ExecutionException e) {
                failures.add("xps: " + e.getCause().getMessage());
            }
        }
        return failures;
    }
}
