"""Serves the pages to this machine's browser, read-only: on loopback, on a port nobody knows, below a secret path.

Another program's page in the same browser cannot read along: the `Host` must be ours (else a name that was made to
point at 127.0.0.1 would do), the path holds a token, and no page may be framed, sniffed or referred from.
"""

from __future__ import annotations

import hmac
import secrets
import sqlite3
import time
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote

from newscrawler.browse.index import ArticleIndex, no_index
from newscrawler.browse.views import article_page, capture_page, list_page
from newscrawler.browse.wanted import Wanted
from newscrawler.errors import NewscrawlerError
from newscrawler.report.page import style

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
IDLE = 20
"""Seconds after which a silent connection is closed."""
LONGEST_ADDRESS = 4000
GLANCE = 0.5
"""Seconds for which a look at the list reads on."""
SLICE, BREATH = 0.2, 0.01
"""Seconds that reading keeps everybody else waiting, and lets them in for."""


class BrowseServer(ThreadingHTTPServer):
    """One archive, served until `shutdown`. `url` is the one address that works."""

    daemon_threads = True

    def __init__(self, folder: Path, index: ArticleIndex, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Answer)
        self.folder = folder
        self.index = index
        self._reading: Thread | None = None
        self.token = secrets.token_urlsafe(24)
        self.hosts = {f"{name}:{self.server_address[1]}" for name in ("127.0.0.1", "localhost")}

    def read_on(self) -> None:
        """Read what is not read yet, while pages are looked at: a thread, that ends when all is read."""
        if self._reading is None or not self._reading.is_alive():
            self._reading = Thread(target=self._read_all, daemon=True)
            self._reading.start()

    def _read_all(self) -> None:
        with suppress(NewscrawlerError, OSError, sqlite3.Error):  # closed by then, or no room: the next look says so
            while not self.index.refresh(SLICE):
                time.sleep(BREATH)

    @property
    def url(self) -> str:
        """Where to look."""
        return f"http://127.0.0.1:{self.server_address[1]}/{self.token}/"

    def page(self, path: str, query: str) -> str | None:
        """The page at `path` below the token; None where there is none."""
        name = self.folder.resolve().name
        kind, _, article = path.partition("/")
        if not path:
            self._look()
            return list_page(self.index, name, wanted_by(query))
        if kind not in ("article", "capture"):
            return None
        if not self.index.versions(unquote(article), 1):  # new, or lying elsewhere since the list was looked at
            self._look()
        if kind == "article":
            return article_page(self.index, name, unquote(article))
        return capture_page(self.index, self.folder, name, unquote(article))

    def _look(self) -> None:
        """Read on for a moment, and in the background what is left then."""
        with suppress(NewscrawlerError, OSError):
            if not self.index.refresh(GLANCE):
                self.read_on()


class _Answer(BaseHTTPRequestHandler):
    server: BrowseServer
    timeout = IDLE
    server_version = "newscrawler"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with a page, the style, or nothing."""
        if self.headers.get("Host") not in self.server.hosts or len(self.path) > LONGEST_ADDRESS:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"This is not the place you asked for.", "text/plain")
            return
        asked, _, query = self.path.partition(
            "?"
        )  # urlsplit raises where a whole address is asked for, and no sound one
        _, _, rest = asked.partition("/")
        token, slash, path = rest.partition("/")
        if not slash or not hmac.compare_digest(token.encode(), self.server.token.encode()):
            self._send(HTTPStatus.NOT_FOUND, b"Open the whole address that 'scrapy browse' printed.", "text/plain")
        elif path == "style.css":
            self._send(HTTPStatus.OK, style().encode(), "text/css")
        else:
            self._send_page(path, query)

    def _send_page(self, path: str, query: str) -> None:
        try:
            page = self.server.page(path, query)
        except sqlite3.Error as error:  # such as a full disk
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, no_index(error).encode(), "text/plain")
            return
        if page is None:
            self._send(HTTPStatus.NOT_FOUND, b"The archive has nothing there.", "text/plain")
        else:
            self._send(HTTPStatus.OK, page.encode("utf-8", "backslashreplace"), "text/html")

    def do_HEAD(self) -> None:
        """The head of the same."""
        self.do_GET()

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            with suppress(ConnectionError):
                self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing: addresses hold the token."""


def wanted_by(query: str) -> Wanted:
    """What the form asks for; what makes no sense is left out.

    >>> wanted_by("words=ferry&below=0.5&page=x")
    Wanted(words='ferry', since='', until='', section='', state='', below=0.5, page=1)
    """
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    return Wanted(
        **{name: asked.get(name, "") for name in ("words", "since", "until", "section", "state")},
        below=_number(asked.get("below", ""), None),
        page=max(1, min(10**6, int(_number(asked.get("page", ""), 1) or 1))),
    )


def _number(text: str, otherwise: float | None) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return otherwise
    return number if abs(number) < 1e9 else otherwise
