"""A site of a few lines on loopback, for crawls in tests."""

from __future__ import annotations

import ssl
import subprocess
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Answer:
    """What the test site says to one path."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    held: threading.Event | None = None
    """Sent when this is set, or in half a minute: what a test waits for is then there, however busy the machine is."""


@dataclass
class Visit:
    """One request that the test site saw."""

    path: str
    at: float
    headers: dict[str, str]


class TestSite:
    """A site on loopback: `answers` maps a path to an Answer, to HTML, or to a function of the count of visits."""

    __test__ = False

    def __init__(self, answers: dict[str, Any], certificate: Path | None = None) -> None:
        self.answers = answers
        self.visits: list[Visit] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *arguments: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *arguments: object) -> None:  # a client that hangs up is part of the tests
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._scheme = "http" if certificate is None else "https"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [visit.path for visit in self.visits]

    def wait_for(self, path: str, crawl: subprocess.Popen[Any] | None = None) -> None:
        """Wait until `path` has been asked for, as long as `crawl` runs."""
        while path not in self.paths:
            assert crawl is None or crawl.poll() is None, f"it ended, and never asked for {path}"
            time.sleep(0.01)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.visits.append(Visit(handler.path, time.monotonic(), dict(handler.headers)))
        found = self.answers.get(handler.path, Answer("gone", 404))
        if callable(found):
            found = found(self.paths.count(handler.path))
        answer = found if isinstance(found, Answer) else Answer(found)
        time.sleep(answer.delay)
        if answer.held is not None:
            answer.held.wait(30)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        handler.send_response(answer.status)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))} | answer.headers
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
