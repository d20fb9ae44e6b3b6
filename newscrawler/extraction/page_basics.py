"""What is known of every block of a page before any is judged: its size, its kind, how far it is from running text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import KINDS, Ints, PageBlocks

Floats = npt.NDArray[np.float32]

_DENSE = 3  # a character of a script without spaces says about as much as three letters
_LONG = 80  # weighted characters of a sentence rather than a label


@dataclass(slots=True)
class PageBasics:
    """Columns over all blocks of a page, candidates or not."""

    chars: Floats
    """Characters; `_DENSE` times as many in scripts without spaces."""
    linked: Floats
    """Characters of link text."""
    long: Floats
    """1 for running text: long, mostly not link text, no caption."""
    running: Floats
    """Characters of running text."""
    total: float
    """All of them together, at least 1."""
    before: Ints
    """How many places before each block the nearest running text is; 0 at running text …"""
    after: Ints
    """… and how many behind it."""

    @classmethod
    def of(cls, page: PageBlocks) -> PageBasics:
        """The basics of the blocks (at least one) of a page."""
        sizes = page.sizes.astype(np.float32)
        chars = sizes.copy()
        for place, block in enumerate(page.blocks):
            text = block.text
            if not text.isascii() and len(text.encode("utf-8", "replace")) > 2.2 * len(text):
                chars[place] *= _DENSE
        linked = chars * np.minimum(1, page.linked.astype(np.float32) / sizes)
        is_long = (chars >= _LONG) & (linked < 0.5 * chars) & (page.kinds != KINDS["caption"])
        long = is_long.astype(np.float32)
        running = long * np.minimum(chars, 1000)
        return cls(chars, linked, long, running, max(1.0, float(running.sum())), *_distances(is_long))


def _distances(marked: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """How many places before and behind each place the nearest marked one is (0 at a marked one)."""
    n = len(marked)
    place = np.arange(n)
    last = np.maximum.accumulate(np.where(marked, place, -60))
    following = np.minimum.accumulate(np.where(marked, place, n + 60)[::-1])[::-1]
    return place - last, following - place
