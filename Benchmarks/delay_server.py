#!/usr/bin/env python3
"""A web server on loopback that answers everything after a fixed pause, and counts.

It is one epoll loop over plain sockets, so that it costs a fraction of what its clients do: every request waits the same
time, so the answers that are due stand at the front of one queue. HTTP/1.1 with connections kept open; requests have
no bodies and are not sent before the last answer came, which is how HTTP clients talk.

- `/page` answers with the file given by `--page`, at once.
- `/counts` answers with a line of numbers: requests since the last time, the most that waited at once, and the most
  that waited at once for one host; and begins to count anew.
- Any other path answers with a short page after `--delay` milliseconds.

It prints its port, and ends when its standard input does.
"""

from __future__ import annotations

import argparse
import collections
import select
import socket
import sys
import time

PAGE_HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
BODY = b"<!DOCTYPE html><title>A page</title>\n"
MAXIMUM_REQUEST_BYTE_COUNT = 65_536


def response(body: bytes, is_head: bool) -> bytes:
    return PAGE_HEADERS + str(len(body)).encode() + b"\r\n\r\n" + (b"" if is_head else body)


class Server:
    def __init__(self, delay: float, page: str | None) -> None:
        self.delay = delay
        self.page = page
        self.answers = {True: response(BODY, True), False: response(BODY, False)}
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(4096)
        self.listener.setblocking(False)
        self.poll = select.epoll()
        self.poll.register(self.listener.fileno(), select.EPOLLIN)
        self.poll.register(sys.stdin.fileno(), select.EPOLLIN)
        self.connections: dict[int, socket.socket] = {}
        self.parts: dict[int, bytes] = {}
        self.due: collections.deque[tuple[float, socket.socket, bytes, bytes]] = collections.deque()
        self.reset_counts()

    def reset_counts(self) -> None:
        self.request_count = 0
        self.most_waiting = 0
        self.most_waiting_per_host = 0
        self.waiting: collections.Counter[bytes] = collections.Counter()

    def serve(self) -> None:
        print(self.listener.getsockname()[1], flush=True)
        while True:
            pause = max(0.0, self.due[0][0] - time.monotonic()) if self.due else -1
            for descriptor, _ in self.poll.poll(pause):
                if descriptor == self.listener.fileno():
                    self.accept()
                elif descriptor == sys.stdin.fileno():
                    return
                else:
                    self.receive(descriptor)
            self.answer()

    def accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except BlockingIOError:
                return
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections[connection.fileno()] = connection
            self.poll.register(connection.fileno(), select.EPOLLIN)

    def close(self, descriptor: int) -> None:
        self.parts.pop(descriptor, None)
        connection = self.connections.pop(descriptor)
        self.poll.unregister(descriptor)
        connection.close()

    def receive(self, descriptor: int) -> None:
        connection = self.connections[descriptor]
        try:
            data = connection.recv(MAXIMUM_REQUEST_BYTE_COUNT)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if descriptor in self.parts:
            data = self.parts.pop(descriptor) + data if data else b""
        if not data or len(data) > MAXIMUM_REQUEST_BYTE_COUNT:
            self.close(descriptor)
        elif not data.endswith(b"\r\n\r\n"):
            self.parts[descriptor] = data
        else:
            self.take(connection, data)

    def take(self, connection: socket.socket, request: bytes) -> None:
        method, target, _ = request.split(b" ", 2)
        is_head = method == b"HEAD"
        if target == b"/page":
            self.send_all(connection, response(self.read_page(), is_head))
        elif target == b"/counts":
            counts = f"{self.request_count} {self.most_waiting} {self.most_waiting_per_host}\n"
            self.reset_counts()
            self.send_all(connection, response(counts.encode(), is_head))
        else:
            start = request.lower().find(b"\r\nhost:") + 7
            host = request[start : request.find(b"\r\n", start)]
            self.request_count += 1
            self.waiting[host] += 1
            self.due.append((time.monotonic() + self.delay, connection, self.answers[is_head], host))
            self.most_waiting = max(self.most_waiting, len(self.due))
            self.most_waiting_per_host = max(self.most_waiting_per_host, self.waiting[host])

    def read_page(self) -> bytes:
        if self.page is None:
            return b""
        with open(self.page, "rb") as file:
            return file.read()

    def answer(self) -> None:
        now = time.monotonic()
        while self.due and self.due[0][0] <= now:
            _, connection, data, host = self.due.popleft()
            self.waiting[host] -= 1
            try:
                # A few hundred bytes always fit an empty buffer.
                connection.send(data)
            except OSError:
                pass

    def send_all(self, connection: socket.socket, data: bytes) -> None:
        connection.settimeout(10)
        try:
            connection.sendall(data)
        except OSError:
            pass
        connection.setblocking(False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--delay", type=int, default=50, metavar="MS", help="before each answer (default: %(default)s)")
    parser.add_argument("--page", help="a file that is served as /page")
    options = parser.parse_args()
    Server(options.delay / 1000, options.page).serve()


if __name__ == "__main__":
    main()
