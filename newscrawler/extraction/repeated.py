"""Text that a page shows twice: once for wide screens and once for narrow, or in a tab and again below it.

Of 2,313 labelled pages, read by weights that had not seen their sites, ten had 65,000 characters twice in their story;
the gold of two has what is repeated twice, 800 characters.
"""

from __future__ import annotations

import numpy as np

from newscrawler.extraction.blocks import PageBlocks
from newscrawler.extraction.page_basics import Floats

_SURE = 0.5
_LEAST_BLOCKS, _LEAST_CHARS = 2, 400
"""A shorter run is no second showing: a song's chorus, a question asked twice, the same offer under each product."""
_FIRST_CHARS = 8
"""Of the run's first block: "Pro" and "Contra" stand everywhere."""
_MOST_STARTS = 5
"""Earlier places of the same text that a run is compared with."""
_STEP = 16
"""Texts that are compared at a time."""
_MOST_COMPARED = 20
"""Times the blocks there are: one line said 30,000 times over was compared 200 million times."""


def without_repeats(page: PageBlocks, chances: Floats) -> Floats:
    """`chances`, of likely blocks that repeat a run of likely blocks before them set to 0; the same object where
    nothing changes.
    """
    places = np.flatnonzero(chances >= _SURE).tolist()
    texts = [page.blocks[place].text for place in places]
    if len(set(texts)) == len(texts):
        return chances
    left = chances
    met: dict[str, list[int]] = {}
    at = compared = 0
    while at < len(texts):
        starts = met.setdefault(texts[at], [])
        may_repeat = len(texts[at]) >= _FIRST_CHARS and compared < _MOST_COMPARED * len(texts)
        lengths = [_alike(texts, start, at) for start in starts[:_MOST_STARTS]] if may_repeat else [0]
        length = max(lengths, default=0)
        compared += sum(lengths)
        if _is_showing(texts[at : at + length]):
            if left is chances:
                left = chances.copy()
            left[places[at : at + length]] = 0.0
            at += length
        else:
            starts.append(at)
            at += 1
    return left


def _alike(texts: list[str], start: int, at: int) -> int:
    """How many texts from `start` on are those from `at` on; the two runs do not overlap."""
    length, most = 0, min(at - start, len(texts) - at)
    ours, theirs = start, at
    while length + _STEP <= most and texts[ours : ours + _STEP] == texts[theirs : theirs + _STEP]:
        length, ours, theirs = length + _STEP, ours + _STEP, theirs + _STEP
    while length < most and texts[start + length] == texts[at + length]:
        length += 1
    return length


def _is_showing(run: list[str]) -> bool:
    """Whether such a run is long and has different texts: a line said many times over is no second showing."""
    return len(set(run)) >= _LEAST_BLOCKS and sum(map(len, run)) >= _LEAST_CHARS
