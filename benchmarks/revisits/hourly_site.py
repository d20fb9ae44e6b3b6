"""The site of the year: what it says at any hour, to a crawl over HTTP and to a run without it.

Forty articles a day, a third of them edited, as `year.py` draws it. Edits are silent: sitemap and feed tell of an
article when it is published and never again. Everything is labelled with an ETag.
"""

from __future__ import annotations

import hashlib
import sys
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Thread

sys.path.insert(0, str(Path(__file__).parents[2]))

from year import site

from newscrawler.demo_site.sentences import CONTEXT, FACTS

BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)
FRONT, FEED = 40, 40
"""Articles that are named on the front page and in the feed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in full; with 304 its body is not sent."""

    etag: str
    kind: str
    made: Callable[[], bytes]

    @property
    def body(self) -> bytes:
        """Made when it is asked for: most answers are a 304."""
        return self.made()


class Year:
    """The site at `origin`; hours count from `BEGINNING`."""

    def __init__(self, origin: str, seed: int) -> None:
        self.origin = origin
        self.articles = sorted(site(Random(seed)))
        self.births = [born for born, _ in self.articles]
        self.path = [
            f"/{instant(born):%Y/%m/%d}/notes-from-the-town-{number}.html" for number, born in enumerate(self.births)
        ]
        self.paths = {path: number for number, path in enumerate(self.path)}
        self.months: dict[str, list[int]] = {}
        for number, born in enumerate(self.births):
            self.months.setdefault(f"{instant(born):%Y-%m}", []).append(number)

    def published(self, hour: float) -> int:
        """How many articles there are; they are numbered in the order of their publication."""
        return bisect_right(self.births, hour)

    def editions(self, number: int, hour: float) -> int:
        """How often an article was edited by then."""
        return bisect_right(self.articles[number][1], hour)

    def answer(self, path: str, hour: float) -> Answer | None:
        """What the site says; None where it has nothing there."""
        number = self.paths.get(path)
        if number is not None and number < self.published(hour):
            edition = self.editions(number, hour)
            return Answer(f'"a{number}-{edition}"', "text/html", lambda: self.page(number, edition))
        count = self.published(hour)
        if path == "/robots.txt":
            return _labelled("text/plain", f"User-agent: *\nSitemap: {self.origin}/sitemap.xml\n")
        if path == "/":
            return _labelled("text/html", self._front(count))
        if path == "/feed.xml":
            return _labelled("application/rss+xml", self._feed(count))
        if path == "/sitemap.xml":
            return _labelled("application/xml", self._index(count))
        if path.startswith("/sitemap-"):
            return _labelled("application/xml", self._month(path[9:16], count))
        return None

    def page(self, number: int, edition: int) -> bytes:
        """An article's page."""
        title, paragraphs = words(number, edition)
        at = instant(self.births[number]).isoformat(timespec="seconds")
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
        return (
            f'<!doctype html><html lang="en"><head><title>{escape(title)}</title>'
            f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(title)}">'
            f'<meta property="article:published_time" content="{at}"></head><body><nav><a href="/">Front</a></nav>'
            f"<main><article><h1>{escape(title)}</h1>{text}</article></main></body></html>"
        ).encode()

    def _newest(self, count: int, most: int) -> range:
        return range(count - 1, max(count - most, 0) - 1, -1)

    def _front(self, count: int) -> str:
        links = "".join(
            f'<article><h2><a href="{self.path[n]}">{escape(words(n, 0)[0])}</a></h2></article>'
            for n in self._newest(count, FRONT)
        )
        return (
            '<!doctype html><html lang="en"><head><title>The town</title>'
            '<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
            f"<body><main>{links}</main></body></html>"
        )

    def _feed(self, count: int) -> str:
        items = "".join(
            f"<item><title>{escape(words(n, 0)[0])}</title><link>{self.origin}{self.path[n]}</link>"
            f"<pubDate>{format_datetime(instant(self.births[n]))}</pubDate></item>"
            for n in self._newest(count, FEED)
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The town</title>{items}</channel></rss>'

    def _index(self, count: int) -> str:
        last = {
            m: instant(self.births[min(there[-1], count - 1)]) for m, there in self.months.items() if there[0] < count
        }
        rows = "".join(
            f"<sitemap><loc>{self.origin}/sitemap-{month}.xml</loc><lastmod>{at.isoformat()}</lastmod></sitemap>"
            for month, at in reversed(last.items())
        )
        return f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'

    def _month(self, month: str, count: int) -> str:
        rows = "".join(
            f"<url><loc>{self.origin}{self.path[n]}</loc></url>" for n in self.months.get(month, ()) if n < count
        )
        return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def instant(hour: float) -> datetime:
    """The instant of an hour of the year, in whole seconds."""
    return (BEGINNING + timedelta(hours=hour)).replace(microsecond=0)


_WORDS = sorted({word for pattern in (*FACTS, *CONTEXT) for word in pattern.split() if word.isalpha()})


@cache
def words(number: int, edition: int) -> tuple[str, tuple[str, ...]]:
    """Title and paragraphs of one edition. Words in any order: articles have few sentences in common."""
    draw = Random(number)
    sentences = [" ".join(draw.choices(_WORDS, k=14)).capitalize() + "." for _ in range(28)]
    paragraphs = [" ".join(sentences[start : start + 3]) for start in range(1, 28, 3)]
    if edition:
        paragraphs[1] = f"After its {edition}. revision this report gives the figure as {1000 + edition * 7}."
    return f"{sentences[0][:60].strip(' .')} {number}", tuple(paragraphs)


def _labelled(kind: str, text: str) -> Answer:
    body = text.encode()
    return Answer(f'"{hashlib.sha256(body).hexdigest()[:16]}"', kind, lambda: body)


class Served:
    """A Year on loopback; `hour` is what its clock says."""

    def __init__(self, seed: int) -> None:
        served = self
        self.hour = 0.0
        self.asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                served.asked.append(self.path)
                answer = served.year.answer(self.path, served.hour)
                status = 404 if answer is None else 304 if self.headers["If-None-Match"] == answer.etag else 200
                body = answer.body if answer is not None and status == 200 else b""
                self.send_response(status)
                if answer is not None:
                    self.send_header("ETag", answer.etag)
                    self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *said: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.year = Year(f"http://127.0.0.1:{self.port}", seed)
        Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """No more answers."""
        self._server.shutdown()
