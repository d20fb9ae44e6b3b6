"""Exchanges and articles of our own making, for the archive's tests."""

from __future__ import annotations

import gzip
from hashlib import sha256
from pathlib import Path
from typing import Any

from newscrawler.archive.archive import Archive
from newscrawler.archive.verify import Verifier
from newscrawler.archive.warc import Exchange
from newscrawler.clock import Clock, clock_at
from newscrawler.items import Article, Block, body_text

NOON = clock_at("2026-02-10T12:00:00Z")
NEXT_DAY = clock_at("2026-02-11T12:00:00Z")


def opened(folder: Path, clock: Clock = NOON, run_id: str = "run-1", command: str = "{}", **more: Any) -> Archive:
    """An archive in which a run has begun."""
    archive = Archive(folder, clock, **more)
    archive.begin_run(run_id, command, [("software", "a test")])
    return archive


def findings(folder: Path) -> list[str]:
    """What `scrapy verify --quick` says of an archive."""
    verifier = Verifier(folder)
    try:
        return [str(finding) for finding in verifier.findings()]
    finally:
        verifier.close()


def article(text: str = "It rained.", *, slug: str = "rain", **fields: Any) -> Article:
    blocks = [Block(kind="paragraph", text=text)]
    url = f"https://example.org/{slug}"
    known = {"title": "Rain", "requested_url": url, **fields}
    return Article(id=id_of(slug), url=url, blocks=blocks, body=body_text(blocks), **known)


def id_of(slug: str) -> str:
    """The id of the article of that slug: the slug itself at its end, where it is hexadecimal."""
    return f"{slug:0>20}" if set(slug) <= set("0123456789abcdef") else sha256(slug.encode()).hexdigest()[:20]


def exchange(path: str = "/rain", body: bytes = b"<html>It rained.</html>", **more: Any) -> Exchange:
    given: dict[str, Any] = {
        "url": f"https://example.org{path}",
        "at": "2026-02-10T12:00:00Z",
        "method": "GET",
        "request_headers": [(b"User-Agent", b"newscrawler/0 (a test)")],
        "status": 200,
        "protocol": "HTTP/1.1",
        "headers": [(b"Content-Type", b"text/html; charset=utf-8")],
        "body": body,
        "ip_address": "192.0.2.7",
    }
    return Exchange(**(given | more))


def zipped(path: str, text: bytes) -> Exchange:
    """An exchange whose payload came gzipped."""
    headers = [(b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip")]
    return exchange(path, gzip.compress(text, mtime=0), headers=headers)
