/* Reverses lines: one thread, one epoll, sockets that never block. How to build, run and judge it: ../README.md */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define USAGE "; usage: server [--host HOST] [PORT ...]"

enum {
    MAX_LINE = 100000,           /* bytes reversed together: a longer line is answered in pieces of this size */
    READ_SIZE = 64 * 1024,       /* bytes */
    HIGH_WATER_MARK = 64 * 1024, /* with this many bytes owed, a client is not read from until it takes some */
    BACKLOG = 1024,
    ACCEPT_PAUSE = 100,          /* ms, when no descriptor is left */
    DRAIN = 4500,                /* ms from the signal to giving up: the process is gone within 5 s */
    LINGER = 500                 /* ms of silence, after which only what is owed is waited for */
};

/* What epoll's data.ptr points to: a listener, the signals, or the first member of a connection. */
struct handler {
    void (*on_ready)(struct handler *, uint32_t events);
    int fd;
};

struct bytes {
    char *start;
    size_t length, capacity;
};

struct connection {
    struct handler handler;
    LIST_ENTRY(connection) others;
    struct bytes line; /* without its end yet, always less than MAX_LINE */
    struct bytes owed; /* what the socket has not taken */
    uint32_t interest;
    bool input_ended;
};

static int loop;
static struct handler *listeners;
static size_t listener_count;
static LIST_HEAD(, connection) connections;
static int64_t accept_again;     /* when, or 0 while all listeners accept */
static bool no_descriptors_told; /* so that the log has one line for each shortage */
static int signalled;            /* the number of the signal that has come, or 0 */
static int64_t drain_end;        /* when to give up, or 0 while serving */

static int64_t now(void) /* ms */
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

static bool watch(int operation, struct handler *handler, uint32_t events)
{
    return epoll_ctl(loop, operation, handler->fd, &(struct epoll_event){.events = events, .data.ptr = handler}) == 0;
}

static bool append(struct bytes *bytes, const char *from, size_t length)
{
    if (length == 0) return true;
    size_t needed = bytes->length + length;
    if (needed > bytes->capacity) {
        size_t capacity = needed > 2 * bytes->capacity ? needed : 2 * bytes->capacity;
        char *start = realloc(bytes->start, capacity);
        if (!start) return false;
        bytes->start = start;
        bytes->capacity = capacity;
    }
    memcpy(bytes->start + bytes->length, from, length);
    bytes->length = needed;
    return true;
}

/* Without bytes it shall hold no memory: most connections are idle, and cost next to nothing. */
static void free_if_empty(struct bytes *bytes)
{
    if (bytes->length > 0) return;
    free(bytes->start);
    *bytes = (struct bytes){0};
}

static void close_connection(struct connection *c)
{
    LIST_REMOVE(c, others);
    close(c->handler.fd); /* which takes it out of the epoll set, too */
    free(c->line.start);
    free(c->owed.start);
    free(c);
}

/* Takes eight bytes at a time from the end, and what is left one by one. */
static char *reverse(char *to, const char *from, size_t length)
{
    for (uint64_t eight; length >= sizeof eight; to += sizeof eight) {
        memcpy(&eight, from + (length -= sizeof eight), sizeof eight);
        eight = __builtin_bswap64(eight);
        memcpy(to, &eight, sizeof eight);
    }
    while (length > 0) *to++ = from[--length];
    return to;
}

/* Hands the socket what it takes right now. Returns how much that was, or -1 if the client is gone. */
static ssize_t send_now(struct connection *c, const char *bytes, size_t length)
{
    ssize_t sent = send(c->handler.fd, bytes, length, MSG_NOSIGNAL);
    return sent < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : sent;
}

static bool send_or_keep(struct connection *c, const char *reply, size_t length)
{
    if (length == 0) return true;
    ssize_t sent = c->owed.length == 0 ? send_now(c, reply, length) : 0;
    return sent >= 0 && append(&c->owed, reply + sent, length - sent);
}

/* Answers the lines that the input completes, and keeps the one that it does not. */
static bool answer(struct connection *c, const char *input, size_t length)
{
    static char replies[MAX_LINE + READ_SIZE];
    char *end = replies;
    for (size_t cut; length > 0; input += cut, length -= cut) {
        size_t room = MAX_LINE - c->line.length;
        const char *newline = memchr(input, '\n', length < room ? length : room);
        if (!newline && length < room) break;

        cut = newline ? (size_t)(newline + 1 - input) : room;
        end = reverse(end, input, newline ? cut - 1 : cut);
        end = reverse(end, c->line.start, c->line.length);
        if (newline) *end++ = '\n';
        c->line.length = 0;
    }
    if (!append(&c->line, input, length)) return false;
    free_if_empty(&c->line); /* here, not in the loop: a stream of lines keeps its memory from read to read */
    return send_or_keep(c, replies, end - replies);
}

static bool answer_rest(struct connection *c)
{
    char reply[MAX_LINE];
    char *end = reverse(reply, c->line.start, c->line.length);
    return send_or_keep(c, reply, end - reply);
}

/* Reads once, so that no client starves the rest. What comes while draining is thrown away. */
static bool receive(struct connection *c)
{
    static char input[READ_SIZE];
    ssize_t n = recv(c->handler.fd, input, sizeof input, 0);
    if (n < 0) return errno == EAGAIN || errno == EINTR;

    c->input_ended = n == 0;
    if (drain_end) return true;
    return c->input_ended ? answer_rest(c) : answer(c, input, n);
}

static bool send_owed(struct connection *c)
{
    ssize_t sent = send_now(c, c->owed.start, c->owed.length);
    if (sent < 0) return false;

    c->owed.length -= sent;
    memmove(c->owed.start, c->owed.start + sent, c->owed.length);
    free_if_empty(&c->owed);
    return true;
}

/* Asks for the events this connection can use now, and no others. False if there is nothing left to wait for. */
static bool update_interest(struct connection *c)
{
    uint32_t events = 0;
    if (drain_end && c->owed.length == 0) shutdown(c->handler.fd, SHUT_WR); /* once or more is the same */
    if (!c->input_ended && (drain_end || c->owed.length < HIGH_WATER_MARK)) events |= EPOLLIN;
    if (c->owed.length > 0) events |= EPOLLOUT; /* an idle socket is always writable: asking then would spin */
    if (events != c->interest && !watch(EPOLL_CTL_MOD, &c->handler, events)) return false;
    c->interest = events;
    return events != 0;
}

static void on_connection_ready(struct handler *handler, uint32_t events)
{
    struct connection *c = (struct connection *)handler;
    if ((events & EPOLLERR) /* comes unasked: the client is gone */
        || ((events & EPOLLIN) && !receive(c))
        || ((events & EPOLLOUT) && c->owed.length > 0 && !send_owed(c))
        || !update_interest(c)) close_connection(c);
}

static void open_connection(int fd)
{
    struct connection *c = calloc(1, sizeof *c);
    if (c) c->handler = (struct handler){on_connection_ready, fd};
    if (!c || !watch(EPOLL_CTL_ADD, &c->handler, c->interest = EPOLLIN)) {
        close(fd);
        free(c);
        return;
    }
    LIST_INSERT_HEAD(&connections, c, others);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int)); /* or a reply waits for the last one's ACK */
}

/* Accepts one client: epoll reports again if there are more. */
static void on_listener_ready(struct handler *listener, uint32_t events)
{
    (void)events;
    int fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
        no_descriptors_told = false;
        open_connection(fd);
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
        /* The client stays in the backlog, so epoll would report it again at once, for ever. */
        if (!no_descriptors_told) fprintf(stderr, "cannot accept: %s; trying again\n", strerror(errno));
        no_descriptors_told = true;
        watch(EPOLL_CTL_MOD, listener, 0);
        accept_again = now() + ACCEPT_PAUSE;
    }
}

static void resume_accepting(void)
{
    accept_again = 0;
    for (size_t i = 0; i < listener_count; i++) watch(EPOLL_CTL_MOD, &listeners[i], EPOLLIN);
}

static void on_signal(struct handler *signals, uint32_t events)
{
    (void)events;
    struct signalfd_siginfo signal;
    if (read(signals->fd, &signal, sizeof signal) == sizeof signal) signalled = (int)signal.ssi_signo;
}

/*
 * Stops accepting. What comes in from here on is thrown away; a connection's output ends when all it owes is sent.
 * To close while input is unread, or still coming, makes the kernel reset, and the client may lose a reply's end.
 */
static void start_drain(void)
{
    drain_end = now() + DRAIN;
    for (size_t i = 0; i < listener_count; i++) close(listeners[i].fd);
    struct connection *c;
    LIST_FOREACH(c, &connections, others) update_interest(c);
}

/* Whether someone is left to wait for: when all are silent, only those who are owed something count. */
static bool goes_on_draining(bool silent)
{
    struct connection *c = LIST_FIRST(&connections);
    if (silent) while (c && c->owed.length == 0) c = LIST_NEXT(c, others);
    return c && now() < drain_end;
}

static void run(void)
{
    struct epoll_event events[64];
    int n;
    do {
        n = epoll_wait(loop, events, 64, drain_end ? LINGER : accept_again ? ACCEPT_PAUSE : -1);
        for (int i = 0; i < n; i++) { /* no handler frees what another event of this turn points to */
            struct handler *handler = events[i].data.ptr;
            handler->on_ready(handler, events[i].events);
        }
        if (signalled && !drain_end) start_drain();
        if (accept_again && now() >= accept_again && !drain_end) resume_accepting();
    } while (!drain_end || goes_on_draining(n == 0));
}

static struct addrinfo *resolve(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    struct addrinfo *address;
    size_t length = strlen(port);
    if (length == 0 || length > 5 || strspn(port, "0123456789") < length || atoi(port) > 65535)
        errx(2, "%s is not a port from 0 to 65535" USAGE, port);
    if (getaddrinfo(host, port, &hints, &address) != 0) errx(2, "unknown host %s" USAGE, host);
    return address;
}

/* Prints the port that the system has chosen, if it was 0. The last call is the one that lets clients connect. */
static int listen_on(const struct addrinfo *address, const char *host, const char *port)
{
    struct sockaddr_storage bound;
    socklen_t size = sizeof bound;
    char bound_host[NI_MAXHOST], bound_port[NI_MAXSERV];
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int)) < 0
        || bind(fd, address->ai_addr, address->ai_addrlen) < 0
        || listen(fd, BACKLOG) < 0) err(1, "cannot listen on %s:%s", host, port);
    getsockname(fd, (struct sockaddr *)&bound, &size);
    getnameinfo((struct sockaddr *)&bound, size, bound_host, sizeof bound_host, bound_port, sizeof bound_port,
        NI_NUMERICHOST | NI_NUMERICSERV);
    printf("listening on %s:%s\n", bound_host, bound_port);
    return fd;
}

/* SIGINT and SIGTERM become events of the loop. A write to a pipe that nobody reads fails, and does not kill. */
static struct handler *take_signals(void)
{
    static struct handler signals = {.on_ready = on_signal};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    signals.fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    return &signals;
}

int main(int argc, char **argv)
{
    char *default_ports[] = {"8001", "8002", "8003", "8004"};
    char **ports = argv + 1, **end = ports, *host = "127.0.0.1";
    for (char **arg = argv + 1; arg < argv + argc; arg++) {
        if (strcmp(*arg, "--host") != 0) {
            if (**arg == '-') errx(2, "unknown option %s" USAGE, *arg);
            *end++ = *arg; /* over the options */
        } else if (!(host = *++arg)) errx(2, "--host needs a value" USAGE);
    }
    if (ports == end) {
        ports = default_ports;
        end = ports + 4;
    }
    listener_count = end - ports;
    struct addrinfo *addresses[listener_count];
    for (size_t i = 0; i < listener_count; i++) addresses[i] = resolve(host, ports[i]);

    setvbuf(stdout, NULL, _IOLBF, 0);
    struct rlimit descriptors; /* few are allowed at first, and more to a process that asks */
    getrlimit(RLIMIT_NOFILE, &descriptors);
    descriptors.rlim_cur = descriptors.rlim_max;
    setrlimit(RLIMIT_NOFILE, &descriptors);
    loop = epoll_create1(EPOLL_CLOEXEC);
    watch(EPOLL_CTL_ADD, take_signals(), EPOLLIN);
    listeners = calloc(listener_count, sizeof *listeners);
    for (size_t i = 0; i < listener_count; i++) {
        listeners[i] = (struct handler){on_listener_ready, listen_on(addresses[i], host, ports[i])};
        watch(EPOLL_CTL_ADD, &listeners[i], EPOLLIN);
        freeaddrinfo(addresses[i]);
    }
    run();
    free(listeners);
    return 128 + signalled;
}
