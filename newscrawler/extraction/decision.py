"""From chances to a body: the decision over the whole page."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import PageBlock
from newscrawler.extraction.page_basics import Floats
from newscrawler.extraction.unbroken import keep_unbroken

DOUBTED = 0.05
"""A block at least this likely, but not kept, is quoted in `removed` wherever it stands."""
_HIGHEST, _LOWEST = 0.5, 0.25
"""Between these lies the chance from which a block is kept, as the page's doubts have it."""
_PART = 0.45
"""The chance from which a block is kept, as a part of the expected agreement. Theory says one half (`_agreement`), for
chances that are true on all pages alike; on sets other than news they are a little low (`training/README.md`)."""
_FAINT = 0.2  # where no block is likely at all, the likeliest ones are kept from here on …
_NEAR = 0.6  # … and from this share of the highest chance
_HARDLY = 0.1
"""Blocks less likely than this promise nothing: the first trees give them up somewhere between .02 and .08
(`body_model`), and a hundred of them would pass for a paragraph of doubt."""
_REACH = 16
"""Blocks: what is less likely than `_HIGHEST` is kept among and so near those that are not, if there are any."""


_WORDLESS = 10_000
"""Characters after which no first word is looked for any more."""
_WORD_CHAR = re.compile(r"[^\W_]")


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
    sizes = np.array([len(block.text) for block in blocks], dtype=np.float64)
    expected = _agreement(sizes, chances)
    kept = chances >= min(_HIGHEST, max(_LOWEST, _PART * expected))
    sure = np.flatnonzero(chances >= _HIGHEST)
    if len(sure):
        kept[: max(0, sure[0] - _REACH)] = False
        kept[sure[-1] + _REACH + 1 :] = False
    elif not kept.any():
        highest = float(chances.max(initial=0.0))
        if highest >= _FAINT:
            kept = chances >= _NEAR * highest
    keep_unbroken(blocks, chances, kept)
    if not any(_WORD_CHAR.search(blocks[place].text, 0, _WORDLESS) for place in np.flatnonzero(kept).tolist()):
        kept = np.zeros_like(kept)  # signs without a word are no story
    read = kept | (chances >= DOUBTED)
    places = np.flatnonzero(kept)
    if len(places):
        read[places[0] : places[-1] + 1] = True
    return Decision(kept, read, expected)


def _agreement(sizes: npt.NDArray[np.float64], chances: Floats) -> float:
    """The highest F1 by characters that any choice of blocks promises.

    The choice that promises it keeps all blocks whose chance is at least half of it (Lipton et al. 2014): a page of
    which the model is sure is cut at one half, a page of which nothing is sure far lower, rather than lost.
    """
    chances = np.where(chances < _HARDLY, 0.0, chances)
    order = np.argsort(-chances, kind="stable")
    right = np.cumsum((sizes * chances)[order])
    claimed = np.cumsum(sizes[order])
    return float((2 * right / (claimed + right[-1:])).max(initial=0.0)) if len(sizes) else 0.0
