#!/usr/bin/env python3
"""Reverses lines: one thread, asyncio. How to run and judge it: ../README.md."""

import asyncio
import resource
import signal
import socket
import sys

MAX_LINE = 100_000  # bytes reversed together: a longer line is answered in pieces of this size
READ_SIZE = 16 * 1024  # one read is one turn of a client, for which all others wait
HIGH_WATER_MARK = 64 * 1024  # with more bytes owed, a client is not read from until it takes some
BACKLOG = 1024
ACCEPT_PAUSE = 0.1  # s, when no descriptor is left
DRAIN = 4.5  # s from the signal to giving up: the process is gone within 5 s
LINGER = 0.5  # s of silence, after which a client that was sent everything is closed
USAGE = "; usage: server.py [--host HOST] [PORT ...]"


class LineReverser:
    """Cuts a connection's bytes into lines, and keeps the line that is not complete."""

    def __init__(self):
        self.line = bytearray()  # always less than MAX_LINE

    def reverse(self, data):
        """Returns the replies that data completes; data is shorter than MAX_LINE."""
        first, newline, others = data.partition(b"\n")
        replies = self._lengthen(first)
        if newline:
            complete, newline, rest = others.rpartition(b"\n")
            # Backwards, the bytes of each line are in order, and the lines are not: no loop in Python is this fast.
            replies += self.rest() + b"\n" + b"\n".join(reversed(complete[::-1].split(b"\n"))) + newline
            self._lengthen(rest)
        return replies

    def _lengthen(self, data):
        self.line += data
        if len(self.line) < MAX_LINE:
            return b""
        piece = self.line[:MAX_LINE]
        del self.line[:MAX_LINE]
        return bytes(piece[::-1])

    def rest(self):
        """Returns the reply to the line that is not complete."""
        reply = bytes(self.line[::-1])
        self.line = bytearray()
        return reply


class Connection(asyncio.BufferedProtocol):
    """One client: reads its lines and sends each back reversed."""

    buffer = bytearray(READ_SIZE)  # of all connections: what is in it is used before the next read
    all = set()

    def connection_made(self, transport):
        self.transport = transport
        self.lines = LineReverser()
        self.draining = False
        transport.set_write_buffer_limits(high=HIGH_WATER_MARK)
        self.all.add(self)

    def connection_lost(self, exc):
        self.all.discard(self)

    def get_buffer(self, sizehint):
        return self.buffer

    def buffer_updated(self, nbytes):
        if self.draining:
            self.active = asyncio.get_running_loop().time()
        else:
            self.transport.write(self.lines.reverse(bytes(self.buffer[:nbytes])))

    def eof_received(self):
        """Answers the rest. The transport then sends what is owed, and closes."""
        if not self.draining:
            self.transport.write(self.lines.rest())

    def pause_writing(self):
        self.transport.pause_reading()

    def resume_writing(self):
        self.transport.resume_reading()

    def drain(self):
        """Ends the output after what is owed. What comes in from here on is thrown away."""
        self.draining = True
        try:
            self.transport.write_eof()
            self.transport.resume_reading()
        except OSError:
            self.transport.abort()  # the client is gone
        self.active = asyncio.get_running_loop().time()

    def close_if_silent(self, now):
        """To close while input is unread makes the kernel reset, and the client may lose a reply's end."""
        if self.transport.get_write_buffer_size() > 0:
            self.active = now
        elif now - self.active >= LINGER:
            self.transport.abort()


async def accept(listener):
    """Accepts for ever. Without a descriptor it pauses: the client waits in the backlog, and would spin the loop."""
    loop = asyncio.get_running_loop()
    opening = set()  # the loop itself does not keep its tasks from being collected
    failing = False
    while True:
        try:
            client, _ = await loop.sock_accept(listener)
            failing = False
        except OSError as e:
            if not failing:
                print(f"cannot accept: {e.strerror}; trying again", file=sys.stderr)
            failing = True
            await asyncio.sleep(ACCEPT_PAUSE)
            continue
        client.setblocking(False)
        task = asyncio.create_task(loop.connect_accepted_socket(Connection, client))
        opening.add(task)
        task.add_done_callback(opening.discard)


async def drain():
    loop = asyncio.get_running_loop()
    end = loop.time() + DRAIN
    for connection in Connection.all:
        connection.drain()
    while Connection.all and loop.time() < end:
        await asyncio.sleep(LINGER / 10)
        for connection in list(Connection.all):
            connection.close_if_silent(loop.time())


async def serve(host, addresses):
    """Serves until SIGINT or SIGTERM, and returns its number."""
    loop = asyncio.get_running_loop()
    signals = asyncio.Queue()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, signals.put_nowait, number)
    listeners = [listen(host, family, address) for family, _, _, _, address in addresses]
    accepting = [asyncio.create_task(accept(listener)) for listener in listeners]
    number = await signals.get()
    for task in accepting:
        task.cancel()
    await asyncio.wait(accepting)
    for listener in listeners:
        listener.close()
    await drain()
    return number


def fail(status, message):
    print(message, file=sys.stderr)
    sys.exit(status)


def resolve(arguments):
    """Returns the host as it was told, and the addresses."""
    host, ports = "127.0.0.1", []
    arguments = iter(arguments)
    for argument in arguments:
        if argument == "--host":
            host = next(arguments, None) or fail(2, "--host needs a value" + USAGE)
        elif argument.startswith("-"):
            fail(2, f"unknown option {argument}{USAGE}")
        elif not (argument.isascii() and argument.isdigit() and int(argument) <= 65535):
            fail(2, f"{argument} is not a port from 0 to 65535{USAGE}")
        else:
            ports.append(int(argument))
    try:
        return host, [socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0] for port in ports or range(8001, 8005)]
    except (OSError, UnicodeError):
        fail(2, f"unknown host {host}{USAGE}")


def listen(host, family, address):
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as e:
        fail(1, f"cannot listen on {host}:{address[1]}: {e.strerror}")
    listener.setblocking(False)
    print("listening on {}:{}".format(*listener.getsockname()), flush=True)
    return listener


if __name__ == "__main__":
    host, addresses = resolve(sys.argv[1:])
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # 1,024 at first, mostly
    sys.exit(128 + asyncio.run(serve(host, addresses)))
