"""A server without manners: raw sockets, one port, a host of its own (127.0.x.y) for each site."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

Serve = Callable[["Peer"], None]
"""Answers one request in whatever way."""


class Peer:
    """One connection, its request read."""

    def __init__(self, connection: socket.socket, path: str, count: int) -> None:
        self.connection = connection
        self.path = path
        self.count = count
        """Which request of the server's for this path on this host it is, from 1 on."""

    @property
    def host(self) -> str:
        return str(self.connection.getsockname()[0])

    @property
    def port(self) -> int:
        return int(self.connection.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def send(self, *pieces: bytes, pause: float = 0.0) -> None:
        for piece in pieces:
            self.connection.sendall(piece)
            if pause:
                time.sleep(pause)

    def for_ever(self, piece: bytes, pause: float = 0.0, seconds: float = 30.0) -> None:
        """The same again until the other side hangs up."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.send(piece, pause=pause)

    def hang(self, seconds: float = 30.0) -> None:
        """Say nothing until the other side hangs up."""
        self.connection.settimeout(seconds)
        with suppress(OSError):
            self.connection.recv(1)

    def reset(self) -> None:
        """End the connection rudely."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def answer(
    body: bytes | str = b"", *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
) -> bytes:
    """A well-formed answer but for what `headers` say; each stands in the place of one of the same name."""
    sent = body.encode() if isinstance(body, str) else body
    named = {"content-length": f"Content-Length: {len(sent)}", "content-type": f"Content-Type: {kind}"}
    for header in headers:
        named[header.partition(":")[0].lower() if header.partition(":")[0].lower() in named else header] = header
    lines = [f"HTTP/1.1 {status}", *filter(None, named.values()), "Connection: close", "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + sent


def says(answered: bytes) -> Serve:
    """Serves always the same."""
    return lambda peer: peer.send(answered)


def leads_to(target: str, *headers: str) -> Serve:
    """Redirects."""
    return says(answer("", f"Location: {target}", *headers, status="302 Found"))


class HostileServer:
    """Serves `sites`: each a function from path to what answers it, on a host of its own."""

    def __init__(self) -> None:
        self.sites: dict[str, Callable[[str], Serve | None]] = {}
        self.visits: list[tuple[str, str]] = []
        self._listener = socket.create_server(("0.0.0.0", 0), backlog=512)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def add(self, site: Callable[[str], Serve | None]) -> str:
        """Its address, `http://127.0.x.y:port`."""
        number = len(self.sites) + 10
        host = f"127.0.{number // 200 + 1}.{number % 200 + 1}"
        self.sites[host] = site
        return f"http://{host}:{self.port}"

    def paths_of(self, host: str) -> list[str]:
        return [path for visited, path in list(self.visits) if visited == host]

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(30)
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(65536)
                if not piece:
                    return
                head += piece
            path = head.split(b" ", 2)[1].decode("latin-1")
            host = str(connection.getsockname()[0])
            self.visits.append((host, path))
            serve = self.sites.get(host, lambda path: None)(path) or says(answer("gone", status="404 Not Found"))
            serve(Peer(connection, path, self.visits.count((host, path))))


def either(paths: dict[str, Serve], rest: Serve | None = None) -> Callable[[str], Serve | None]:
    """A site of the paths given."""
    return lambda path: paths.get(path, rest)


def joined(pieces: Iterable[bytes]) -> bytes:
    return b"".join(pieces)
