"""Unpacks HTTP bodies within bounds, to their very end: a stream that stops short gives nothing, not half an article.

gzip and deflate always; brotli and zstd where Python has them (Scrapy asks for what is installed).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol

MOST_CODINGS = 5
"""Codings of one body, one in the other; honest servers use one, broken ones two."""
MOST_MEMBERS = 10_000
"""gzip members of one body; each costs time whatever it holds."""
_PIECE = 65_536


class Torn(Exception):
    """The body is not whole, or is not what it says it is."""


class TooLarge(Exception):
    """Unpacked, the body goes beyond a bound."""


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
                raise Torn("the body is cut off")
            pieces.append(stream.decompress(piece, limit - length + 1))
            length += len(pieces[-1])
            if length > limit:
                raise TooLarge(f"unpacked, the body has more than {limit} bytes")
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
            raise TooLarge(f"unpacked, the body has more than {limit} bytes")
        if not stream.eof:
            raise Torn("the body is cut off")
        return unpacked
    raise AssertionError


def _brotli(body: bytes, limit: int) -> bytes:
    stream = _either("brotli", "brotlicffi").Decompressor()
    pieces: list[bytes] = []
    length, at = 0, 0
    while not stream.is_finished():
        piece = body[at : at + _PIECE] if stream.can_accept_more_data() else b""
        if not piece and at >= len(body) and stream.can_accept_more_data():
            raise Torn("the body is cut off")
        at += len(piece)
        pieces.append(stream.process(piece, output_buffer_limit=min(limit - length + 1, 16 * _PIECE)))
        length += len(pieces[-1])
        if length > limit:
            raise TooLarge(f"unpacked, the body has more than {limit} bytes")
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
