"""Makes hostile pages of honest ones: bytes flipped, cut, moved and repeated, and tokens that readers trip over.

Pure: the same `Random` gives the same page, so a failure is told by its seed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

LARGEST = 1_000_000
"""Bytes of a page after mutation: what grows faster than linearly shows well below."""
_TAG = re.compile(rb"<[^<>]{1,300}>")
_VALUE = re.compile(rb"""=\s{0,3}(["'])([^"'<>]{1,300})\1""")

TOKENS: tuple[bytes, ...] = (
    *(
        b"<",
        b">",
        b"</",
        b"/>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"&",
        b"&#0;",
        b"&#x110000;",
        b"&#xD800;",
        b"&lt;",
    ),
    *(b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xae"),
    *(b"\xe2\x80\x8b", b"\xc2\xad", b"\xcc\x81", b"\xe2\x80\xa8", b"\r", b"\t", b"\x0b", b"\x1b[31m", b"\x85", b"\xa0"),
    *(
        b"<p>",
        b"</p>",
        b"<div>",
        b"</div>",
        b"<article>",
        b"<table><tr><td>",
        b"<li>",
        b"<br>",
        b"<h1>",
        b"<h2>",
        b"<b>",
    ),
    *(b"<a href=x>", b"<svg>", b"<math>", b"<template>", b"<noscript>", b"<select>", b"<frameset>", b"<plaintext>"),
    *(b"<script>", b"</script>", b"<style>", b"<title>", b"</title>", b"<textarea>", b"<iframe>", b"<base href='//['>"),
    *(b'<script type="application/ld+json">', b'{"@type":"NewsArticle"', b'{"@graph":[', b'"author":{', b'"headline":'),
    *(b'"datePublished":', b"[[[[[[[[", b"{{{{{{{{", b'\\"', b"\\u0000", b"\\ud800", b"NaN", b"1e999", b"null", b"]}"),
    *(b"<meta property=article:published_time content=", b"<meta charset=utf-7>", b"<meta charset=utf-16>", b'" "'),
    *(b"<time datetime=", b"2026-13-45T99:99:99+99:99", b"9999-12-31T23:59:59-12:00", b"0000-00-00", b"1 January 0001"),
    *(
        b"<span class=author>By ",
        b"class=",
        b"itemprop=",
        b"By Ada Quill and ",
        b"AP/Reuters ",
        b"12.12.2026 ",
        b"Jan ",
    ),
    *(
        b"Read more: ",
        b"Published ",
        b"(c) ",
        b"http://[::1",
        b"http://a:99999/",
        b"//",
        b"javascript:",
        b"data:,",
        b"%00",
    ),
)
"""What the readers look for, half of it, and what decoders and parsers stumble over."""


def mutate(page: bytes, random: Random) -> bytes:
    """`page` after one to eight changes."""
    for _ in range(random.choice((1, 1, 2, 3, 5, 8))):
        page = random.choice(CHANGES)(page, random)[:LARGEST]
    return page


def cut(page: bytes, random: Random) -> bytes:
    """The page ends in the middle of anything."""
    return page[: random.randrange(len(page) + 1)]


def drop(page: bytes, random: Random) -> bytes:
    """Up to thirty stretches are missing."""
    kept = bytearray(page)
    for _ in range(random.randrange(1, 30)):
        at = random.randrange(len(kept) + 1)
        del kept[at : at + random.randrange(400)]
    return bytes(kept)


def flip(page: bytes, random: Random) -> bytes:
    """Single bytes become others, mostly those that mean something."""
    changed = bytearray(page)
    for _ in range(random.randrange(1, 200) if changed else 0):
        byte = random.choice(b"<>\"'=/{}[],:&;\\ \0a") if random.random() < 0.7 else random.randrange(256)
        changed[random.randrange(len(changed))] = byte
    return bytes(changed)


def insert(page: bytes, random: Random) -> bytes:
    """Tokens appear anywhere."""
    for _ in range(random.randrange(1, 12)):
        at = random.randrange(len(page) + 1)
        page = page[:at] + random.choice(TOKENS) * random.choice((1, 1, 1, 2, 7)) + page[at:]
    return page


def repeat_token(page: bytes, random: Random) -> bytes:
    """One or two tokens, thousands of times in a row."""
    piece = b"".join(random.choice(TOKENS) for _ in range(random.randrange(1, 4)))
    at = random.randrange(len(page) + 1)
    return page[:at] + piece * random.choice((50, 500, 5000, 20_000)) + page[at:]


def repeat_stretch(page: bytes, random: Random) -> bytes:
    """A stretch of the page's own, hundreds of times in a row."""
    start = random.randrange(len(page) + 1)
    piece = page[start : start + random.choice((3, 20, 100, 1000, 10_000))]
    return page[:start] + piece * random.choice((2, 10, 100, 1000, 5000)) + page[start:]


def repeat_tag(page: bytes, random: Random) -> bytes:
    """One of its tags, nested or in a row, thousands of times."""
    tags = _TAG.findall(page[: 4 * 65_536])
    if not tags:
        return page
    found = random.choice(tags)
    at = page.find(found)
    return page[:at] + found * random.choice((10, 300, 3000, 30_000)) + page[at:]


def swell_value(page: bytes, random: Random) -> bytes:
    """One attribute's value becomes very long."""
    values = list(_VALUE.finditer(page[: 4 * 65_536]))
    if not values:
        return page
    start, end = random.choice(values).span(2)
    return page[:start] + page[start:end] * random.choice((10, 300, 5000)) + page[end:]


def swap(page: bytes, random: Random) -> bytes:
    """Two stretches change places."""
    ends = sorted(random.randrange(len(page) + 1) for _ in range(4))
    a, b, c, d = ends
    return page[:a] + page[c:d] + page[b:c] + page[a:b] + page[d:]


def recode(page: bytes, random: Random) -> bytes:
    """Sent in another encoding than it says."""
    name = random.choice(
        ("utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis", "gb18030", "koi8-r", "utf-7", "cp037")
    )
    return page.decode("utf-8", "replace").encode(name, "replace")


CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    cut,
    drop,
    flip,
    flip,
    insert,
    insert,
    repeat_token,
    repeat_stretch,
    repeat_tag,
    swell_value,
    swap,
    recode,
)
