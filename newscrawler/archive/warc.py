"""WARC 1.1: one exchange (a request and its response) as records, one gzip member each.

The payload is kept as it came over the wire. One that came compressed is not compressed again (that is most of what
writing WARC costs): it lies in the member's deflate stream in stored blocks, which every reader takes. So do all
heads, so that a member's length depends on its words alone.

What cannot be had from Scrapy and is therefore not in the records is said in each file's warcinfo, see `WARCINFO`.
Digests are SHA-256 in base32. https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

Headers = Sequence[tuple[bytes, bytes]]

SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
WARCINFO = (
    ("format", "WARC File Format 1.1"),
    ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
    (
        "description",
        "Payloads are as received, content coding included. Not recoverable: the case of header names and the order "
        "between different names, the reason phrase (the standard's is written), transfer coding (chunks are joined), "
        "headers of the connection. Request records hold the headers the crawler set, Host put first.",
    ),
)

_CODED = frozenset({b"gzip", b"x-gzip", b"deflate", b"br", b"zstd", b"compress"})
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_STORED = 0xFFFF  # bytes that a stored block holds at most
_END = b"\r\n\r\n"


@dataclass(slots=True, frozen=True, kw_only=True)
class Exchange:
    """One request and its response, as far as Scrapy tells."""

    url: str
    at: str
    """When the response was there: ISO 8601, UTC."""
    method: str | None
    """None: nothing is known of the request."""
    request_headers: Headers
    status: int
    protocol: str
    headers: Headers
    """Of the response; a name that was repeated stands here as often."""
    body: bytes
    """As it came over the wire, content coding and all."""
    ip_address: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Original:
    """The response that a revisit refers to."""

    record_id: str
    url: str
    at: str


@dataclass(slots=True, frozen=True)
class Member:
    """One record as a gzip member."""

    type: str
    record_id: str
    content: bytes


def digest(content: bytes) -> str:
    """`sha256:` and base32, as WARC digests are written."""
    return "sha256:" + base64.b32encode(hashlib.sha256(content).digest()).decode()


def warcinfo(file: str, at: str, about: Iterable[tuple[str, str]]) -> Member:
    """The first record of a file: who wrote it, and what cannot be recovered."""
    block = "".join(f"{name}: {value}\r\n" for name, value in (*about, *WARCINFO)).encode()
    record_id = _record_id("warcinfo", file, at)
    fields = [("WARC-Filename", file), ("Content-Type", "application/warc-fields")]
    return _member("warcinfo", record_id, at, fields, block, b"")


def response(exchange: Exchange, payload_digest: str, salt: str) -> Member:
    """The response whole. `salt` makes the record's id its own (where it lies)."""
    record_id = _record_id("response", exchange.url, exchange.at, payload_digest, salt)
    fields = [
        *_common(exchange),
        ("WARC-Payload-Digest", payload_digest),
        ("Content-Type", "application/http;msgtype=response"),
    ]
    is_coded = _is_coded(exchange.headers)
    return _member("response", record_id, exchange.at, fields, _response_head(exchange), exchange.body, is_coded)


def revisit(exchange: Exchange, payload_digest: str | None, salt: str, original: Original) -> Member:
    """A response whose payload lies in an earlier record: its head alone. `payload_digest` None: a 304."""
    record_id = _record_id("revisit", exchange.url, exchange.at, payload_digest or "", salt)
    fields = [
        *_common(exchange),
        ("WARC-Profile", SAME_PAYLOAD if payload_digest else NOT_MODIFIED),
        ("WARC-Refers-To", f"<{original.record_id}>"),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", original.at),
        *([("WARC-Payload-Digest", payload_digest)] if payload_digest else []),
        ("Content-Type", "application/http;msgtype=response"),
    ]
    return _member("revisit", record_id, exchange.at, fields, _response_head(exchange), b"")


def restored(record_id: str, fields: Mapping[str, str], head: bytes, payload: bytes, payload_digest: str) -> Member:
    """What was a revisit record, with its payload: `fields` (names in lower case) and `head` are the revisit's own."""
    kept = [(name, fields[name.lower()]) for name in ("WARC-Target-URI", "WARC-IP-Address") if name.lower() in fields]
    kept += [("WARC-Payload-Digest", payload_digest), ("Content-Type", "application/http;msgtype=response")]
    is_coded = re.search(rb"(?im)^content-encoding:", head) is not None
    return _member("response", record_id, fields["warc-date"], kept, head, payload, is_coded)


def request(exchange: Exchange, salt: str, concurrent_to: str) -> Member:
    """What was asked, beside the record with the id `concurrent_to`."""
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = f"{exchange.method} {target} HTTP/1.1\r\nHost: {parts.netloc.rpartition('@')[2]}\r\n".encode()
    fields = [
        *_common(exchange),
        ("WARC-Concurrent-To", f"<{concurrent_to}>"),
        ("Content-Type", "application/http;msgtype=request"),
    ]
    record_id = _record_id("request", exchange.url, exchange.at, salt)
    return _member("request", record_id, exchange.at, fields, head + _header_lines(exchange.request_headers), b"")


def metadata(exchange: Exchange, words: Mapping[str, str], salt: str, refers_to: str) -> Member:
    """What is known of the record with the id `refers_to` and stands in no HTTP message: `words`, a line each."""
    block = "".join(f"{name}: {value}\r\n" for name, value in words.items()).encode()
    fields = [
        ("WARC-Target-URI", exchange.url),
        ("WARC-Refers-To", f"<{refers_to}>"),
        ("Content-Type", "application/warc-fields"),
    ]
    return _member("metadata", _record_id("metadata", exchange.url, exchange.at, salt), exchange.at, fields, block, b"")


def _common(exchange: Exchange) -> list[tuple[str, str]]:
    fields = [("WARC-Target-URI", exchange.url)]
    if exchange.ip_address:
        fields.append(("WARC-IP-Address", exchange.ip_address))
    return fields


def _record_id(*words: str) -> str:
    """An id that the record's own words give, so that the same crawl gives the same ids."""
    return uuid5(NAMESPACE_URL, "\n".join(words)).urn


def _response_head(exchange: Exchange) -> bytes:
    try:
        phrase = HTTPStatus(exchange.status).phrase
    except ValueError:
        phrase = ""
    return f"{exchange.protocol} {exchange.status} {phrase}\r\n".encode() + _header_lines(exchange.headers)


def _header_lines(headers: Headers) -> bytes:
    lines = [_one_line(name) + b": " + _one_line(value) + b"\r\n" for name, value in headers]
    return b"".join(lines) + b"\r\n"


def _one_line(words: bytes) -> bytes:
    return words.replace(b"\r", b" ").replace(b"\n", b" ") if b"\n" in words or b"\r" in words else words


def _is_coded(headers: Headers) -> bool:
    return any(name.lower() == b"content-encoding" and value.strip().lower() in _CODED for name, value in headers)


def _member(
    kind: str,
    record_id: str,
    at: str,
    fields: Iterable[tuple[str, str]],
    head: bytes,
    payload: bytes,
    is_coded: bool = False,
) -> Member:
    block_digest = hashlib.sha256(head)
    block_digest.update(payload)
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <{record_id}>",
        f"WARC-Date: {at}",
        *(f"{name}: {value}" for name, value in fields),
        f"WARC-Block-Digest: sha256:{base64.b32encode(block_digest.digest()).decode()}",
        f"Content-Length: {len(head) + len(payload)}",
    ]
    start = "\r\n".join(lines).encode() + _END + head
    return Member(kind, record_id, gzip_member(start, payload, is_coded))


def gzip_member(start: bytes, payload: bytes, is_coded: bool) -> bytes:
    """`start` as it is, `payload` as it is where it is compressed already, else compressed; then the record's end.

    >>> import gzip
    >>> gzip.decompress(gzip_member(b"a", b"b" * 99, False)) == b"a" + b"b" * 99 + b"\\r\\n\\r\\n"
    True
    """
    checksum = zlib.crc32(_END, zlib.crc32(payload, zlib.crc32(start)))
    parts = [_GZIP_HEAD]
    if payload and not is_coded:
        deflate = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
        parts += _stored(start, is_last=False)
        parts += [deflate.compress(payload), deflate.compress(_END), deflate.flush()]
    else:
        parts += _stored(start + payload + _END, is_last=True)
    parts.append(struct.pack("<II", checksum, (len(start) + len(payload) + len(_END)) & 0xFFFFFFFF))
    return b"".join(parts)


def _stored(content: bytes, *, is_last: bool) -> list[bytes]:
    parts = []
    for begin in range(0, len(content), _STORED):
        piece = content[begin : begin + _STORED]
        final = is_last and begin + _STORED >= len(content)
        parts += [struct.pack("<BHH", final, len(piece), len(piece) ^ 0xFFFF), piece]
    return parts
