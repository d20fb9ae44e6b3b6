"""Near-duplicates: the same wire story at several addresses of an archive, linked and never dropped.

A body is cut into runs of three words (in scripts without spaces, of three characters), each run hashed, and of 64
random orders of all hashes the least one kept: two bodies agree in as many of these as the share of runs they have in
common (MinHash; Broder 1997, "On the resemblance and containment of documents"). The 64 lie in the ledger as 16 bands
of 4; a body is compared with those that share a band, which finds 99 of 100 at a similarity of .7 and 3 at .2. The
similarity told is exact, from the bodies themselves.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newscrawler.archive.ledger import Ledger
from newscrawler.archive.moves import runs_of
from newscrawler.items import Article, SameAs

SIMILAR = 0.6
"""Share of all runs of two bodies that they have in common, from which on they are near-duplicates."""
FEWEST_RUNS = 20
"""A shorter body (a caption, a line of a live blog) is like too many others."""
MOST_SHARING = 1000
"""Articles of one band that are counted: a site's daily tables may all be in it."""
MOST_CANDIDATES = 30
"""Bodies that are compared, of the articles that share the most bands."""
MOST_LINKS = 5

_BANDS, _ROWS = 16, 4
_SHARING = "SELECT * FROM (SELECT id FROM bands WHERE band = ? ORDER BY id LIMIT ?)"
_LIKELIEST = (  # those that share most bands; what turned out to be another article (`moves.py`) is one no more
    f"SELECT id FROM ({' UNION ALL '.join([_SHARING] * _BANDS)}) "  # noqa: S608 # words of ours
    "WHERE id IS NOT ? AND id NOT IN (SELECT alias FROM aliases) GROUP BY id ORDER BY count(*) DESC, id LIMIT ?"
)


def _random(name: str) -> NDArray[np.uint64]:
    """As many odd numbers as there are orders: ledgers keep what they give, so that they never change."""
    digests = (hashlib.sha256(f"{name} {number}".encode()).digest() for number in range(_BANDS * _ROWS))
    return np.array([int.from_bytes(digest[:8], "big") | 1 for digest in digests], dtype=np.uint64)


_FACTORS, _SUMMANDS = _random("factor"), _random("summand")


class NearDuplicates:
    """Knows which bodies are like each other."""

    def __init__(self, ledger: Ledger, last: Callable[[str], dict[str, Any]]) -> None:
        self._ledger = ledger
        self._last = last

    def link(self, article: Article) -> None:
        """Fill in `same_as`, and keep what finds `article` later on."""
        runs = runs_of(article.body or "")
        bands = bands_of(runs) if len(runs) >= FEWEST_RUNS else []
        if bands:
            article.same_as = self._similar(article, runs, bands)
        self._keep(article.id, bands)

    def know(self, article_id: str, body: str | None) -> None:
        """Keep what finds an article later on whose line is there already."""
        runs = runs_of(body or "")
        self._keep(article_id, bands_of(runs) if len(runs) >= FEWEST_RUNS else [])

    def _keep(self, article_id: str | None, bands: list[int]) -> None:
        self._ledger.write("DELETE FROM bands WHERE id = ?", (article_id,))
        for band in bands:
            self._ledger.write("INSERT OR IGNORE INTO bands (band, id) VALUES (?, ?)", (band, article_id))

    def _similar(self, article: Article, runs: set[tuple[str, ...]], bands: list[int]) -> list[SameAs]:
        sharing = [value for band in bands for value in (band, MOST_SHARING)]
        likeliest = self._ledger.all(_LIKELIEST, (*sharing, article.id, MOST_CANDIDATES))
        found = []
        for (other,) in likeliest:
            record = self._last(other)
            theirs = runs_of(record.get("body") or "")
            similarity = len(runs & theirs) / len(runs | theirs)
            if similarity >= SIMILAR:
                found.append(SameAs(id=other, url=str(record.get("url") or ""), similarity=round(similarity, 3)))
        return sorted(found, key=lambda one: (-one.similarity, one.id))[:MOST_LINKS]


def bands_of(runs: set[tuple[str, ...]]) -> list[int]:
    """The bands of a body's runs: 16 numbers that fit SQLite's integers, each with its place in the top bits."""
    hashes = np.array([_hash(run) for run in sorted(runs)], dtype=np.uint64)
    orders = zip(_FACTORS, _SUMMANDS, strict=True)
    least = np.array([(hashes * factor + summand).min() >> np.uint64(32) for factor, summand in orders])
    bands = least.astype("<u4").reshape(_BANDS, _ROWS)
    return [(number << 56) | (_hash_bytes(band.tobytes()) >> 12) for number, band in enumerate(bands)]


def _hash(run: tuple[str, ...]) -> int:
    return _hash_bytes("\x00".join(run).encode("utf-8", "surrogatepass"))


def _hash_bytes(content: bytes) -> int:
    """64 bits, the same everywhere and always; nobody gains by making two alike."""
    return zlib.crc32(content) << 32 | zlib.adler32(content) ^ zlib.crc32(content[::-1])
