"""Cards of other stories behind the story: a linked headline and a snippet each, one like the other.

A snippet is written like a story's paragraph, and is often one's beginning, so that the model takes a list of them for
the story's second half. What tells it is the whole: three or more blocks alike, each led by a link, outside the box
that holds the story, with nothing of the story behind them. Of 2,313 labelled pages, read by weights that had not seen
their sites, seven had such cards in their story, 13,300 characters; no page loses a word of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import Boxes, Doubles, Ints, PageBlocks
from newscrawler.extraction.page_basics import Floats

_SURE = 0.5
_FEWEST = 3
"""Cards: two boxes alike may be the story's."""
_APART = 0.8
"""Each is in a box of its own, but for this many at most: a story's paragraphs share theirs."""
_LED = 0.5
"""At least this share of them has a link before it, …"""
_LEAD = 4
"""… at most so many blocks before, …"""
_LEAD_CHARS = 16
"""… of so many characters: "Read more" leads nothing."""
_LINKED = 0.9
"""A block with more link text than this is a link."""
_STORY = 200
"""Characters of likely text that must stand before them."""
_MOST = 0.8
"""They have no more of the page's likely text, without links, than this: beyond it one page's list was its story."""
_BEHIND = 0.1
"""No more of it is other text behind the first of them than this."""
_HOLDS = 0.8
"""The box that holds the story has so much of the text before them."""
_LONGEST_TITLE = 300
_MOST_SERIES = 8
"""Series of blocks alike that are looked at, those with the most text first."""


def without_cards(page: PageBlocks, chances: Floats) -> Floats:
    """`chances`, of the cards and their headlines set to 0; the same object where nothing changes."""
    sizes = page.sizes
    linked = page.linked > _LINKED * sizes
    led = _led(linked, sizes)
    if np.count_nonzero(led & (chances >= _SURE)) < _FEWEST * _LED:  # four pages of five need no closer look
        return chances
    left = chances
    for cards in _series(page, sizes, linked, chances):
        others = (left >= _SURE) & ~linked
        total = sizes[others].sum()
        others[cards] = False
        before = others.copy()
        before[cards[0] :] = False
        story, in_cards = sizes[before].sum(), total - sizes[others].sum()
        if story < _STORY or in_cards > _MOST * total or total - story - in_cards > _BEHIND * total:
            continue
        cards = cards[cards >= _end_of_story(page.boxes, sizes * before)]
        if len(cards):
            left = chances.copy() if left is chances else left
            left[cards] = 0.0
            titles = linked & (sizes < _LONGEST_TITLE)
            titles[: max(0, cards[0] - _LEAD)] = False
            left[titles] = 0.0
    return left


def _last_leads(linked: npt.NDArray[np.bool_], sizes: Doubles) -> Ints:
    """For each place the last one up to it that may lead a card; -1 where there is none."""
    found: Ints = np.maximum.accumulate(np.where(linked & (sizes >= _LEAD_CHARS), np.arange(len(sizes)), -1))
    return found


def _led(linked: npt.NDArray[np.bool_], sizes: Doubles) -> npt.NDArray[np.bool_]:
    """Texts that have a link shortly before them."""
    leads = _last_leads(linked, sizes)
    near: npt.NDArray[np.bool_] = (leads >= 0) & (np.arange(len(sizes)) - leads <= _LEAD) & ~linked
    return near


def _series(page: PageBlocks, sizes: Doubles, linked: npt.NDArray[np.bool_], chances: Floats) -> Iterator[Ints]:
    """The places of blocks that are alike and led by links."""
    texts = np.flatnonzero(~linked)
    kin = page.kin[texts]
    order = np.argsort(kin, kind="stable")
    groups = np.split(texts[order], np.flatnonzero(np.diff(kin[order])) + 1)
    mass = sizes * (chances >= _SURE)
    parents = page.boxes.columns.parents[page.inner]
    groups = [
        group
        for group in groups
        if len(group) >= _FEWEST and mass[group].any() and len(set(parents[group].tolist())) >= _APART * len(group)
    ]
    groups.sort(key=lambda group: -float(mass[group].sum()))
    leads = _last_leads(linked, sizes)
    for group in groups[:_MOST_SERIES]:
        since = np.maximum(np.concatenate(([-1], group[:-1])), group - _LEAD - 1)
        if np.count_nonzero(leads[group] > since) >= _LED * len(group):
            yield group


def _end_of_story(boxes: Boxes, mass: Doubles) -> int:
    """The place behind the innermost box with nearly all of that text."""
    before = np.concatenate(([0.0], np.cumsum(mass)))
    columns = boxes.columns
    holding = np.flatnonzero(before[columns.lasts] - before[columns.firsts] >= _HOLDS * before[-1])
    return int(columns.lasts[holding[-1]])  # the outermost box holds all text
