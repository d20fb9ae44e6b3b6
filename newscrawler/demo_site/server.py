"""The demo site as an HTTP/1.1 server on loopback: one asyncio loop, keep-alive, usable as a proxy for its own pages.

It takes absolute-form request lines (`GET http://demo.newscrawler.invalid/ HTTP/1.1`, as a proxy gets them) and
origin-form ones, and serves the same site under whatever host it is asked for. It fetches nothing from anywhere.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import urlsplit

import orjson

from newscrawler.demo_site.answers import JSON, Answer
from newscrawler.demo_site.plan import Edition
from newscrawler.demo_site.routes import Site

LOG_PATH = "/__demo__/requests"
"""Origin-form only: the requests so far, as JSON: `at` (seconds since 1970), method, host, path, user_agent."""

VARIANTS = frozenset({"stays_gone", "no_validators"})
"""What is removed on day 2 stays away; no answer has an ETag or a Last-Modified, and none is 304."""

_HEAD_LIMIT = 32 * 1024
_BODY_LIMIT = 1024 * 1024
_IDLE = 300.0  # seconds a silent connection is kept
_LOG_LENGTH = 100_000
_CACHED = 3_000
_HOSTS = 16  # names the site answers under before it forgets the first
_HOST = re.compile(r"[A-Za-z0-9.\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; header names in lower case."""

    method: str
    host: str
    path: str
    query: str
    headers: dict[str, str]
    as_proxy: bool
    keep_alive: bool


@dataclass
class DemoServer:
    """Serves `edition`; `delay` seconds pass before each answer; without `validators` each is sent whole."""

    edition: Edition
    without: frozenset[str] = frozenset()
    delay: float = 0.0
    validators: bool = True
    log: deque[dict[str, object]] = field(default_factory=lambda: deque(maxlen=_LOG_LENGTH))
    _sites: dict[str, Site] = field(default_factory=dict)
    _answers: dict[tuple[str, str, str], Answer] = field(default_factory=dict)

    async def start(self, port: int = 0) -> asyncio.Server:
        """Listen on 127.0.0.1; port 0 lets the system choose."""
        return await asyncio.start_server(self._converse, "127.0.0.1", port, limit=_HEAD_LIMIT, backlog=256)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, TimeoutError):
            pass  # the asker went away or talks nonsense: nothing to answer
        except asyncio.CancelledError:
            pass  # the server ends; Python 3.11 would print a traceback for each open connection
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; is the connection kept."""
        async with asyncio.timeout(_IDLE):
            head = await reader.readuntil(b"\r\n\r\n")
        asked = read_head(head)
        if asked is None:
            writer.write(_wire(Answer(400, b"bad request"), None))
            return False
        length = asked.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _BODY_LIMIT:
            writer.write(_wire(Answer(413, b"too long"), None))
            return False
        await reader.readexactly(int(length))
        answer = self.answer(asked)
        if self.delay and asked.path != LOG_PATH:
            await asyncio.sleep(self.delay)
        writer.write(_wire(answer, asked))
        await writer.drain()
        return asked.keep_alive

    def answer(self, asked: Asked) -> Answer:
        """What the site says to `asked`; everything but the log itself is logged."""
        if asked.path == LOG_PATH and not asked.as_proxy:
            return Answer(body=orjson.dumps(list(self.log)), content_type=JSON)
        agent = asked.headers.get("user-agent")
        target = f"{asked.path}?{asked.query}" if asked.query else asked.path
        self.log.append(
            {"at": time.time(), "method": asked.method, "host": asked.host, "path": target, "user_agent": agent}
        )
        if asked.method not in ("GET", "HEAD"):
            return Answer(405, b"only GET and HEAD", headers={"Allow": "GET, HEAD"})
        key = (asked.host, asked.path, asked.query)
        if key not in self._answers:
            if len(self._answers) >= _CACHED:
                self._answers.clear()
            answer = self._site(asked.host).answer(asked.path, asked.query)
            self._answers[key] = answer if self.validators else replace(answer, etag=None, modified=None)
        return self._answers[key]

    def _site(self, host: str) -> Site:
        if host not in self._sites:
            if len(self._sites) >= _HOSTS:
                del self._sites[next(iter(self._sites))]
            self._sites[host] = Site(self.edition, host, self.without)
        return self._sites[host]


def read_head(head: bytes) -> Asked | None:
    """A request's head, taken apart; None where it is not HTTP/1.x or names no host.

    >>> read_head(b"GET http://a.example/b?c=1 HTTP/1.1\\r\\nHost: a.example\\r\\n\\r\\n").path
    '/b'
    """
    lines = head.decode("latin-1").split("\r\n")
    line = lines[0].split(" ")
    if len(line) != 3 or not line[2].startswith("HTTP/1."):
        return None
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (row.partition(":") for row in lines[1:] if row)
    }
    try:
        url = urlsplit(line[1])
    except ValueError:
        return None
    as_proxy = bool(url.scheme)
    if (as_proxy and url.scheme != "http") or not (as_proxy or line[1].startswith("/")):
        return None  # CONNECT, https through us, "*": nothing of ours
    if not as_proxy and line[1].startswith("//"):
        return None
    host = (url.netloc if as_proxy else headers.get("host", "")).lower().removesuffix(":80")
    if not _HOST.fullmatch(host):
        return None
    wish = headers.get("connection", headers.get("proxy-connection", "")).lower()
    keep = wish != "close" if line[2] == "HTTP/1.1" else wish == "keep-alive"
    return Asked(line[0], host, url.path or "/", url.query, headers, as_proxy, keep)


def _wire(answer: Answer, asked: Asked | None) -> bytes:
    """The answer's bytes: 304 where the asker has it already, gzipped where it may be, no body for HEAD."""
    status, body = answer.status, answer.body
    fields = {"Date": formatdate(usegmt=True), "Server": "demo_site", **answer.validators(), **answer.headers}
    if asked is not None and answer.is_known(asked.headers):
        status, body = 304, b""
    else:
        fields["Content-Type"] = answer.content_type
        fields["Vary"] = "Accept-Encoding"
        packed = answer.packed if asked and "gzip" in asked.headers.get("accept-encoding", "") else None
        if packed is not None:
            fields["Content-Encoding"] = "gzip"
            body = packed
        fields["Content-Length"] = str(len(body))
    fields["Connection"] = "keep-alive" if asked is not None and asked.keep_alive else "close"
    head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
    return head.encode("latin-1", "replace") + (b"" if asked is not None and asked.method == "HEAD" else body)
