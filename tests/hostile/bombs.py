"""Bodies that swell when they are unpacked, or that cannot be. Packed once, on first use."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from functools import cache

import brotli

try:
    from compression import zstd  # Python 3.14
except ImportError:
    from backports import zstd

BIG = 100_000_000
"""Bytes: six times what is read of a body."""


@cache
def attribute() -> bytes:
    """A page with one attribute of 100 MB."""
    return gzip.compress(b'<html><body><p title="' + b"a" * BIG + b'">It rained.</p></body></html>', 1)


@cache
def zeros(coding: str) -> bytes:
    """100 MB of zeros."""
    plain = bytes(BIG)
    if coding == "gzip":
        return gzip.compress(plain, 1)
    if coding == "deflate":
        return zlib.compress(plain, 1)
    return brotli.compress(plain, quality=1) if coding == "br" else zstd.compress(plain, 1)


@cache
def nested(*codings: str) -> bytes:
    """100 MB of zeros, packed by each coding in turn."""
    packed = zeros(codings[0])
    for coding in codings[1:]:
        packed = gzip.compress(packed) if coding == "gzip" else brotli.compress(packed, quality=5)
    return packed


@cache
def members() -> bytes:
    """Half a million gzip members that hold nothing, 10 MB of them."""
    return gzip.compress(b"", mtime=0) * 500_000


@cache
def robots() -> bytes:
    """A packed robots.txt of more than 512 KiB on the wire, whose first rule forbids."""
    names = noise(900_000).hex()
    rules = "".join(f"Disallow: /no/{names[at : at + 60]}\n" for at in range(0, len(names), 60))
    return gzip.compress(b"User-agent: *\nDisallow: /2026/02/09/\n" + rules.encode(), 1)


@cache
def sitemap() -> bytes:
    """A packed sitemap of 200 MB: one address, then white space without end."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as file:
        file.write(b'<?xml version="1.0"?><urlset><url><loc>/2026/02/01/the-honest-story-of-the-pier</loc></url>')
        for _ in range(200):
            file.write(b" " * 1_000_000)
    return out.getvalue()


def noise(size: int) -> bytes:
    """Bytes that mean nothing."""
    return random.Random(1).randbytes(size)
