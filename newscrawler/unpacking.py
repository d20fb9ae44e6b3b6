"""Unpacks HTTP bodies within bounds, to their very end: a stream that stops short gives nothing, not half an article.

gzip and deflate always; brotli and zstd where Python has them (Scrapy asks for what is installed). Of what is read
up to a bound only (a robots.txt), `beginning_of` gives the beginning.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, Protocol

CODINGS = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd"})
MOST_CODINGS = 5
"""Codings of one body, one in the other; honest servers use one, broken ones two."""
MOST_MEMBERS = 10_000
"""gzip members of one body; each costs time whatever it holds."""
_BETWEEN = 16 * 1024 * 1024
"""Bytes of what is still packed that are unpacked from a further coding, where the beginning is enough."""
_PIECE = 65_536


class Torn(Exception):
    """The body is not whole, or is not what it says it is."""


class CutOff(Torn):
    """The body stops short; `beginning` is what there is of it, unpacked."""

    def __init__(self, beginning: bytes) -> None:
        super().__init__("the body is cut off")
        self.beginning = beginning


class TooLarge(Exception):
    """Unpacked, the body goes beyond a bound; `beginning` is what fits into it."""

    def __init__(self, limit: int, beginning: bytes) -> None:
        super().__init__(f"unpacked, the body has more than {limit} bytes")
        self.beginning = beginning[:limit]


class _Stream(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def unpacked(body: bytes, coding: str, most: int) -> bytes:
    """`body` without its `coding` (gzip, x-gzip, deflate, br, zstd), at most `most` bytes of it (0: any number).

    Torn or TooLarge where that cannot be had.

    >>> unpacked(zlib.compress(b"It rained."), "deflate", 100)
    b'It rained.'
    """
    if not body:  # an answer without a body (204, 304, a redirect) may name a coding
        return b""
    limit = most or 1 << 62
    try:
        if coding in ("gzip", "x-gzip"):
            return _members(body, lambda: zlib.decompressobj(wbits=31), b"\x1f\x8b", limit)
        if coding == "zstd":
            return _members(body, _zstd().ZstdDecompressor, b"\x28\xb5\x2f\xfd", limit)
        return _brotli(body, limit) if coding == "br" else _deflate(body, limit)
    except (Torn, TooLarge):
        raise
    except Exception as error:  # each library has errors of its own, some of them plain Exceptions
        raise Torn(f"the body is no {coding}: {error}") from error


def beginning_of(body: bytes, codings: Iterable[str], most: int, *, is_cut: bool) -> bytes:
    """The first `most` bytes of `body` without its `codings` (as `Content-Encoding` names them, in that order).

    `is_cut`: the body was not received to its end, so that it may stop short. Torn where it may not, or is rotten.

    >>> beginning_of(zlib.compress(b"It rained.")[:-4], ["deflate"], 4, is_cut=True)
    b'It r'
    """
    outermost_first = list(codings)[::-1]
    for number, coding in enumerate(outermost_first, 1):
        try:
            body = unpacked(body, coding, most if number == len(outermost_first) else max(most, _BETWEEN))
        except TooLarge as error:
            body, is_cut = error.beginning, True
        except CutOff as error:
            if not is_cut:
                raise
            body = error.beginning
    return body[:most]


def _members(body: bytes, opened: Callable[[], _Stream], magic: bytes, limit: int) -> bytes:
    """One stream or several in a row; rubbish behind the last one is left alone, as browsers do."""
    pieces: list[bytes] = []
    length, at, count = 0, 0, 0
    while at < len(body) and (body.startswith(magic, at) or not count):
        count += 1
        if count > MOST_MEMBERS:
            raise Torn(f"the body has more than {MOST_MEMBERS} members")
        stream: _Stream = opened()
        while not stream.eof:
            piece = body[at : at + _PIECE]
            if not piece:
                raise CutOff(b"".join(pieces))
            pieces.append(stream.decompress(piece, limit - length + 1))
            length += len(pieces[-1])
            if length > limit:
                raise TooLarge(limit, b"".join(pieces))
            at += len(piece) - len(_left(stream))
    return b"".join(pieces)


def _left(stream: _Stream) -> bytes:
    """What of the piece was not read: behind the stream's end, or more than the bound leaves room for."""
    return stream.unused_data or bytes(getattr(stream, "unconsumed_tail", b""))


def _deflate(body: bytes, limit: int) -> bytes:
    """zlib's wrapping as the standard says, or none, as many servers send it."""
    for bits in (15, -15):
        stream = zlib.decompressobj(wbits=bits)
        try:
            unpacked = stream.decompress(body, limit + 1)
        except zlib.error:
            if bits < 0:
                raise
            continue
        if len(unpacked) > limit:
            raise TooLarge(limit, unpacked)
        if not stream.eof:
            raise CutOff(unpacked)
        return unpacked
    raise AssertionError


def _brotli(body: bytes, limit: int) -> bytes:
    stream = _either("brotli", "brotlicffi").Decompressor()
    pieces: list[bytes] = []
    length, at = 0, 0
    while not stream.is_finished():
        piece = body[at : at + _PIECE] if stream.can_accept_more_data() else b""
        if not piece and at >= len(body) and stream.can_accept_more_data():
            raise CutOff(b"".join(pieces))
        at += len(piece)
        pieces.append(stream.process(piece, output_buffer_limit=min(limit - length + 1, 16 * _PIECE)))
        length += len(pieces[-1])
        if length > limit:
            raise TooLarge(limit, b"".join(pieces))
    return b"".join(pieces)


def _zstd() -> Any:
    return _either("compression.zstd", "backports.zstd")


def _either(*names: str) -> Any:
    for name in names:
        try:
            return import_module(name)
        except ImportError:
            continue
    raise Torn(f"none of {', '.join(names)} is installed")
