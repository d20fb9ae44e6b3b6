"""Tables, lists and listings of code are kept whole where they stand in the story.

A row of numbers says little of itself, and the model is sure of some rows of a table and not of others. Where text that
is kept stands close on both sides, all rows together are judged by what is said of them on average, and need less than
a paragraph does: little else than the story's own stands there. Out of fold that gives .002 in F1 and five exact pages
of 663 of blogs and guides, .001 of the snippets, and on the 462 of news, whose gold has few tables, -.0001 and none.
The same for crossheads: .0008 and three, and two exact pages of news fewer.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import PageBlock
from newscrawler.extraction.page_basics import Floats

_LEAST: dict[str, float] = {"table_row": 0.15, "code": 0.2, "list_item": 0.45}
"""Kind of block → the mean chance, by characters, from which a run of them is kept."""
_CLOSE = 2
"""Blocks before the run, and behind it, of which one at least must be kept."""


def keep_unbroken(blocks: list[PageBlock], chances: Floats, kept: npt.NDArray[np.bool_]) -> None:
    """Keep each table, list and listing that stands between kept blocks and is likely enough, whole; changes `kept`."""
    was_kept = kept.copy()
    for start, end, kind in _runs(blocks, was_kept):
        before = was_kept[max(0, start - _CLOSE) : start]
        behind = was_kept[end : end + _CLOSE]
        if before.any() and behind.any() and _mean(blocks, chances, start, end) >= _LEAST[kind]:
            kept[start:end] = True


def _runs(blocks: list[PageBlock], kept: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int, str]]:
    """Where blocks of one such kind follow each other and not all are kept: from which place to before which."""
    places = np.flatnonzero(kept)
    start, last = (int(places[0]), int(places[-1])) if len(places) else (0, 0)
    while start < last:
        end = start + 1
        kind = blocks[start].kind
        if kind in _LEAST:
            while end <= last and blocks[end].kind == kind:
                end += 1
            if not kept[start:end].all():
                yield start, end, kind
        start = end


def _mean(blocks: list[PageBlock], chances: Floats, start: int, end: int) -> float:
    return float(np.average(chances[start:end], weights=[len(block.text) for block in blocks[start:end]]))
