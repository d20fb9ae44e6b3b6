"""Which blocks the body model judges at all: what may be story, and of very much that is alike a part.

A page of thousands of blocks costs thirty times its parse if each of them is judged. Of blocks that are alike in kind
and boxes the first few hundred say what the others are: no labelled page but 14 of 2,493 has as many.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import Ints, PageBlocks
from newscrawler.extraction.page_basics import PageBasics

MOST_OF_KIN = 300
"""Candidates of one kin that are judged; those behind them are taken for what these are, on average."""
MOST_JUDGED = 1000
"""Candidates that are judged in all; the most of the labelled pages: 909. Those behind them likewise."""
_FAR = 6  # blocks


def candidates(page: PageBlocks, basics: PageBasics) -> tuple[Ints, Ints]:
    """The places of the blocks to judge, and of those that are as likely story as their kin among them.

    All others are short links (menus, lists of teasers) that stand more than a few blocks from any running text: two
    in five blocks of a page; of the labelled pages' body blocks 1.4 %, nearly all in pages that are lists of links.
    """
    links = (basics.linked > 0.8 * basics.chars) & (basics.chars < 120)
    places = np.flatnonzero(~(links & (np.minimum(basics.before, basics.after) > _FAR)))
    if len(places) <= MOST_OF_KIN:
        return places, places[:0]
    judged = _ranks(page.kin[places]) < MOST_OF_KIN
    judged[places.searchsorted(places[judged][MOST_JUDGED:])] = False
    return places[judged], places[~judged]


def judge_by_kin(chances: npt.NDArray[Any], kin: Ints, judged: Ints, beyond: Ints) -> None:
    """Set the chances of the blocks at `beyond` to what their kin among those `judged` have on average; else 0."""
    size = int(kin.max()) + 1
    counts = np.bincount(kin[judged], minlength=size)
    likely = np.bincount(kin[judged], weights=chances[judged], minlength=size)
    chances[beyond] = (likely / np.maximum(1, counts))[kin[beyond]]


def _ranks(kin: Ints) -> Ints:
    """For each the number of those before it that are of its kin."""
    order = np.argsort(kin, kind="stable")
    counts = np.bincount(kin)
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(kin)) - np.repeat(np.cumsum(counts) - counts, counts)
    return ranks
