"""Pages in WARC records that others made: what a crawl of ours would have captured of the same exchange.

Chunks are joined, lines that a server folded are one, HTTP/2's pseudo headers are left out, and a `Content-Encoding`
that the payload does not have any more is dropped; all else is as it was.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from newscrawler.archive.warc import Exchange
from newscrawler.archive.warc_reading import Message, Record, Unreadable, unpacked

MOST_HEADERS = 1000
LARGEST_HTTP_HEAD = 1 << 18
PAGES = ("response", "resource", "revisit")
"""Types of records that may be pages; requests, metadata and conversions are not."""
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)


def exchange_in(record: Record) -> Exchange:
    """The exchange that a response, resource or revisit record holds; Unreadable (which says why) where it is none.

    Nothing is known of its request (`method` is None). A revisit has no payload of its own.
    """
    url = record.fields.get("warc-target-uri", "").strip("<>")
    try:
        is_web = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
    except ValueError:
        is_web = False
    if not is_web or len(url) > 8000 or any(sign in url for sign in "\r\n \t"):
        raise Unreadable("no address on the web")
    at = _instant(record.fields.get("warc-date", ""))
    if record.type == "resource":
        kind = record.fields.get("content-type", "application/octet-stream")
        status, protocol, headers, body = 200, "HTTP/1.1", [(b"Content-Type", kind.encode())], record.block
    else:
        status, protocol, headers, body = _http(record.block)
    return Exchange(
        url=url, at=at, method=None, request_headers=[], status=status, protocol=protocol, headers=headers, body=body,
        ip_address=_ip_address(record.fields.get("warc-ip-address", "")),
    )  # fmt: skip


def page_in(exchange: Exchange) -> tuple[Exchange, bytes, str] | None:
    """The exchange as it is to be kept, its page unpacked, and the content type; None where it is no page of HTML.

    Raises Unreadable where its payload cannot be unpacked.
    """
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in exchange.headers}
    kind = headers.get("content-type", "")
    try:
        content = unpacked(Message("", headers, exchange.body))
    except Unreadable:
        if not _HTML.search(exchange.body[:4096]):
            raise
        content = exchange.body  # unpacked by whoever wrote the record
        exchange = _without(exchange, b"content-encoding")
    is_html = "html" in kind.lower() or (not kind and _HTML.search(content[:4096]) is not None)
    return (exchange, content, kind) if is_html and content.strip() else None


def _instant(words: str) -> str:
    try:
        if datetime.fromisoformat(words).tzinfo is not None and re.fullmatch(r"[\dT:.Z+-]{17,35}", words):
            return words
    except ValueError:
        pass
    raise Unreadable("no date that can be read")


def _ip_address(words: str) -> str | None:
    try:
        return str(ip_address(words))
    except ValueError:
        return None


def _http(block: bytes) -> tuple[int, str, list[tuple[bytes, bytes]], bytes]:
    head_end, mark = block.find(b"\r\n\r\n", 0, LARGEST_HTTP_HEAD), 4
    if head_end < 0:
        head_end, mark = block.find(b"\n\n", 0, LARGEST_HTTP_HEAD), 2
    if head_end < 0 and block.endswith(b"\r\n") and len(block) < LARGEST_HTTP_HEAD:
        head_end, mark = len(block) - 2, 2  # a revisit's head alone
    if head_end < 0:
        raise Unreadable("no HTTP head, or one that is too large")
    start, *lines = block[:head_end].replace(b"\r\n", b"\n").split(b"\n")
    parts = start.split(None, 2)
    if len(parts) < 2 or not parts[0].upper().startswith(b"HTTP/") or not re.fullmatch(rb"\d{3}", parts[1]):
        raise Unreadable("no HTTP status line")
    if len(lines) > MOST_HEADERS:
        raise Unreadable(f"{len(lines)} HTTP headers")
    headers = _headers(lines)
    body = block[head_end + mark :]
    if any(name.lower() == b"transfer-encoding" and b"chunked" in value.lower() for name, value in headers):
        joined = _joined(body)
        body = body if joined is None else joined
        headers = [(name, value) for name, value in headers if name.lower() != b"transfer-encoding"]
    protocol = parts[0].decode("latin-1") if re.fullmatch(rb"HTTP/\d(\.\d)?", parts[0]) else "HTTP/1.1"
    return int(parts[1]), protocol, headers, body


def _headers(lines: list[bytes]) -> list[tuple[bytes, bytes]]:
    headers: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and headers:
            headers[-1] = (headers[-1][0], headers[-1][1] + b" " + line.strip())
            continue
        name, mark, value = line.partition(b":")
        if mark and name.strip():
            headers.append((name.strip(), value.strip()))
    return headers


def _joined(body: bytes) -> bytes | None:
    """The chunks of `body`; None where it does not come in chunks: many writers join them and keep the header."""
    joined, at = bytearray(), 0
    while (found := _CHUNK.match(body, at)) is not None:
        size = int(found[1], 16)
        at = found.end()
        if size == 0:
            return bytes(joined)
        if at + size > len(body):
            return None
        joined += body[at : at + size]
        at += size
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return None


def _without(exchange: Exchange, name: bytes) -> Exchange:
    return replace(exchange, headers=[pair for pair in exchange.headers if pair[0].lower() != name])
