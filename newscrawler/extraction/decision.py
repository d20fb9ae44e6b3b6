"""From chances to a body: the decision over the whole page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import PageBlock
from newscrawler.extraction.page_basics import Floats

KEPT = 0.5
"""A block at least this likely is story."""
DOUBTED = 0.05
"""A block at least this likely, but not kept, is quoted in `removed` wherever it stands."""
_LEAST = 0.2  # where no block reaches KEPT, the likeliest ones do from here on …
_NEAR = 0.6  # … and from this share of the highest chance


_FAR = 20
"""Blocks: a wider gap between kept ones, behind a story's worth of text, divides the story from the next one."""
_STORY_CHARS = 800
_STORY_SHARE = 0.3  # of all kept text


@dataclass(slots=True)
class Decision:
    """Which blocks are story, which were read."""

    kept: npt.NDArray[np.bool_]
    read: npt.NDArray[np.bool_]
    """Kept, between kept ones, or doubted: what `blocks` and `removed` account for."""
    expected: float
    """The agreement with the truth that the chances promise, 0…1: what confidence is calibrated on."""


def decide(blocks: list[PageBlock], chances: Floats) -> Decision:
    """The body among `blocks`, given each block's chance to be story."""
    kept = chances >= KEPT
    if not kept.any():
        highest = float(chances.max(initial=0.0))
        if highest >= _LEAST:
            kept = chances >= _NEAR * highest
    sizes = np.array([len(block.text) for block in blocks], dtype=np.float64)
    kept = _first_story(kept, sizes)
    read = kept | (chances >= DOUBTED)
    places = np.flatnonzero(kept)
    if len(places):
        read[places[0] : places[-1] + 1] = True
    agreed = float((sizes * chances)[kept].sum())
    claimed = float(sizes[kept].sum()) + float((sizes * chances).sum())
    return Decision(kept, read, 2 * agreed / claimed if claimed else 0.0)


def _first_story(kept: npt.NDArray[np.bool_], sizes: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """`kept` up to the first wide gap that follows a story's worth of text: pages that scroll on bring other stories.

    On 324 news pages it takes a wrong story off eight and a part of the right one off none (F1 .936 to .939).
    """
    places = np.flatnonzero(kept)
    if not len(places):
        return kept
    so_far = np.cumsum(sizes[places])
    least = max(_STORY_CHARS, _STORY_SHARE * so_far[-1])
    ends = np.flatnonzero((np.diff(places) > _FAR) & (so_far[:-1] > least))
    if not len(ends):
        return kept
    first = kept.copy()
    first[places[ends[0]] + 1 :] = False
    return first
