"""What the body model looks at: a row of numbers for each block of a page that may be story.

Cheap by construction: a column at a time, never a block at a time. `page_basics` knows every block, `text_features`
says what a block's own words tell, `box_features` what the boxes around it do, `candidates` which are judged at all;
here is where they stand. Nothing counts on spaces between words or on Latin punctuation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from newscrawler.extraction.blocks import KINDS, Ints, PageBlocks
from newscrawler.extraction.box_features import alike_columns, box_columns
from newscrawler.extraction.candidates import candidates
from newscrawler.extraction.lexicon import Lexicon
from newscrawler.extraction.page_basics import Floats, PageBasics
from newscrawler.extraction.surroundings import Surroundings
from newscrawler.extraction.text_features import Columns, text_columns

_HEADLINE_CHARS = 15
_LOGGED = ("chars", "words", "commas", "stops", "links", "repeats", "signs")


@dataclass(slots=True)
class PageFeatures:
    """The model's input."""

    rows: Floats
    """candidates x columns"""
    places: Ints
    """The place of each row's block in `PageBlocks.blocks`. Blocks without a row are links far from any text …"""
    beyond: Ints
    """… or behind very many of their kin: their places."""


def page_features(page: PageBlocks, lexicon: Lexicon, around: Surroundings) -> PageFeatures:
    """The features of the blocks (at least one) of a page that may be story."""
    basics = PageBasics.of(page)
    places, beyond = candidates(page, basics)
    if not len(places):
        return PageFeatures(np.zeros((0, 0), dtype=np.float32), places, beyond)
    text = text_columns(page, places, basics.chars, lexicon, around)
    of_kind = page.kinds[places]
    place = _place_columns(text, of_kind, places, basics)
    headlines = _headline_columns(text, page, of_kind, places, basics.chars[places])
    kinds = np.arange(len(KINDS)).reshape(-1, 1) == of_kind
    boxes = box_columns(page, lexicon, basics, places)
    alike = alike_columns(page, basics, places)
    rows = as_rows(len(places), *text.values(), kinds, *boxes, alike, *place, *headlines, *_page_columns(around))
    logged = [at for at, name in enumerate(text) if name in _LOGGED]
    rows[:, logged] = np.log1p(rows[:, logged])
    return PageFeatures(rows, places, beyond)


def as_rows(n: int, *columns: Any) -> Floats:
    """Columns, or tables of such (columns x rows), as one table: rows x columns."""
    heights = [len(each) if isinstance(each, np.ndarray) and each.ndim == 2 else 1 for each in columns]
    rows = np.empty((sum(heights), n), dtype=np.float32)
    at = 0
    for column, height in zip(columns, heights, strict=True):
        rows[at : at + height] = column
        at += height
    return rows.T


def _place_columns(text: Columns, kinds: Ints, places: Ints, basics: PageBasics) -> list[object]:
    """Where a block stands: in the page, after the title, among the running text."""
    n = len(basics.chars)
    heading = (kinds == KINDS["crosshead"]) & (np.asarray(text["level"]) == 1)
    title = np.full(n, -1)
    title[places[np.asarray(text["titled"]) | heading]] = 0
    last_title = np.maximum.accumulate(np.where(title >= 0, np.arange(n), -1))[places]
    counted = np.zeros(n + 1)
    np.cumsum(basics.long, out=counted[1:])
    so_far = np.zeros(n + 1)
    np.cumsum(basics.running, out=so_far[1:])
    low, high = np.maximum(0, places - 5), np.minimum(n, places + 6)
    stated = np.asarray(text["stated"]) > 0
    return [
        places / n,
        np.log1p(n),
        so_far[places] / basics.total,
        np.where(last_title >= 0, np.minimum(places - last_title, 60), 61),
        last_title >= 0,
        np.minimum(basics.before[places], 30),
        np.minimum(basics.after[places], 30),
        (counted[high] - counted[low]) / (high - low),
        np.log1p(basics.total),
        stated.sum() / n,
        np.cumsum(stated) / max(1, int(stated.sum())),
    ]


def _headline_columns(text: Columns, page: PageBlocks, kinds: Ints, places: Ints, chars: Floats) -> list[object]:
    """How many headlines of other stories stand between the page's title and a block.

    Pages that scroll on for ever, and those that show a second story under the first, give each its own headline:
    another `h1`, or a heading of the very tag and names of the title's. -1 where no heading says the title.
    """
    level = np.asarray(text["level"])
    heading = (kinds == KINDS["crosshead"]) & (chars >= _HEADLINE_CHARS)
    titled = np.asarray(text["titled"])
    own = np.flatnonzero(heading & titled)
    if not len(own):
        return [-1, -1]
    other = heading & ~titled
    other[: own[0]] = False
    if not other.any():
        return [0, 0]
    sorts = page.boxes.columns.sorts[page.inner[places]]
    alike = np.zeros_like(other)
    for sort in set(sorts[own].tolist()):
        if page.boxes.names[sort]:
            alike |= other & (sorts == sort)
    return [np.minimum(np.cumsum(other & (level == 1)), 3), np.minimum(np.cumsum(alike), 3)]


def _page_columns(around: Surroundings) -> list[object]:
    """What holds for all blocks of the page alike: what sort of page it calls itself."""
    kind = around.page_type
    return ["newsarticle" in kind, "blogposting" in kind, kind == "article", bool(kind)]
