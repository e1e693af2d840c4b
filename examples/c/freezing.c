/* Reverses lines for many clients on one thread, and freezes as soon as one of them does not read: ../README.md */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_LINE = 100000 };

struct client {
    int fd;
    bool listens; /* a listener: its clients are those to accept */
    size_t length;
    char line[MAX_LINE];
};

static int loop;

static void watch(int fd, bool listens)
{
    struct client *c = calloc(1, sizeof *c);
    if (!c) abort();
    c->fd = fd;
    c->listens = listens;
    epoll_ctl(loop, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.ptr = c});
}

/* Waits for room if the client does not read, and so do all the others. */
static bool send_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);
        if (sent < 0) return false;
        bytes += sent;
        length -= sent;
    }
    return true;
}

static bool answer(struct client *c, bool newline)
{
    size_t length = c->length;
    for (char *from = c->line, *to = from + length - newline; from < to; from++) {
        char byte = *--to;
        *to = *from;
        *from = byte;
    }
    c->length = 0;
    return send_all(c->fd, c->line, length);
}

static bool serve(struct client *c)
{
    char bytes[4096];
    ssize_t n = recv(c->fd, bytes, sizeof bytes, 0); /* epoll said that it will not wait */
    for (ssize_t i = 0; i < n; i++) {
        bool newline = bytes[i] == '\n';
        c->line[c->length++] = bytes[i];
        if ((newline || c->length == MAX_LINE) && !answer(c, newline)) return false;
    }
    if (n == 0) answer(c, false);
    return n > 0;
}

static uint16_t port(const char *argument)
{
    char *end;
    long port = strtol(argument, &end, 10);
    if (end == argument || *end || port < 0 || port > UINT16_MAX) {
        fprintf(stderr, "%s is not a port from 0 to 65535; usage: freezing PORT ...\n", argument);
        exit(2);
    }
    return (uint16_t)port;
}

static void listen_on(uint16_t port)
{
    struct sockaddr_in address = {AF_INET, htons(port), {htonl(INADDR_LOOPBACK)}, {0}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 1024) < 0) {
        fprintf(stderr, "cannot listen on 127.0.0.1:%d: %m\n", port);
        exit(1);
    }
    getsockname(fd, (struct sockaddr *)&address, &(socklen_t){sizeof address});
    watch(fd, true);
    printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    loop = epoll_create1(0);
    for (int i = 1; i < argc; i++) listen_on(port(argv[i]));
    for (struct epoll_event event;;) {
        if (epoll_wait(loop, &event, 1, -1) != 1) continue; /* EINTR, when it was stopped and goes on */
        struct client *c = event.data.ptr;
        if (c->listens) {
            int fd = accept(c->fd, NULL, NULL); /* a socket that blocks: SOCK_NONBLOCK is not inherited */
            if (fd >= 0) watch(fd, false);
        } else if (!serve(c)) {
            close(c->fd);
            free(c);
        }
    }
}
