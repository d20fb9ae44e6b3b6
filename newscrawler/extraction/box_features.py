"""What the boxes around a block tell the body model: their names, their share of the text, how deep they nest.

What a box says of everything inside it is spread by cumulative sums over the range of blocks it spans, so that depth
costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newscrawler.extraction.blocks import Boxes, Doubles, Ints, PageBlocks
from newscrawler.extraction.lexicon import Lexicon
from newscrawler.extraction.page_basics import Floats, PageBasics

_FLAG_TAGS = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "li", "table", "section", "blockquote",
    "button",
)  # fmt: skip
_FLAG_INDEX = {tag: index for index, tag in enumerate(_FLAG_TAGS)}
_UPS = 4
"""So many boxes, from the innermost outwards, speak for themselves."""


def box_columns(page: PageBlocks, lexicon: Lexicon, basics: PageBasics, places: Ints) -> list[Floats]:
    """Columns for the blocks at `places`: of the inner four boxes by themselves, then of all boxes together."""
    boxes, inner = page.boxes, page.inner
    n, size, total = len(inner), len(boxes), basics.total
    parents, _, firsts, lasts, sorts = boxes.columns
    totals = np.zeros((4, n + 1))
    np.cumsum((basics.chars, basics.linked, basics.long, basics.running), axis=1, out=totals[:, 1:])
    chars, linked, long, running = totals.take(lasts, axis=1) - totals.take(firsts, axis=1)
    share = running / total
    links = linked / np.maximum(1.0, chars)
    own = np.bincount(inner, weights=basics.running, minlength=size)
    below = np.bincount(parents[1:], weights=own[1:], minlength=size)  # in boxes directly inside
    ups = [inner[places]]
    for _ in range(_UPS - 1):
        ups.append(np.maximum(parents[ups[-1]], 0))

    # only boxes around candidates are looked at by name; what the others are called says nothing of any row
    around = np.searchsorted(places, firsts) < np.searchsorted(places, lasts)
    for up in ups:
        around[up] = True
    chosen = np.flatnonzero(around)
    named, flags = _named(boxes, sorts[chosen], lexicon)
    about = np.zeros((len(named) + 6, size))
    about[: len(named), chosen] = named
    about[-6] = share
    about[-5] = links
    about[-4] = (own + below) / total
    about[-3:] = np.log1p((lasts - firsts, chars, long))
    again = [_again(boxes, chosen, share[chosen], least) for least in (0.03, 0.12)]
    marks = _marks(named, flags, share[chosen], links[chosen], again)
    spread = _spread(marks, firsts[chosen], lasts[chosen], places)
    missing = spread[-4:].max(axis=1, initial=0.0, keepdims=True) - spread[-4:]  # levels to the innermost such box
    return [*(about.take(up, axis=1) for up in ups), spread, missing]


def _marks(named: Doubles, flags: Doubles, share: Doubles, links: Doubles, again: Sequence[Doubles]) -> Doubles:
    """What each of the chosen boxes says of everything inside it."""
    low, high, low_within = named[1], named[2], named[3]
    return np.vstack(
        (
            flags,
            low < -1.0,
            low < -2.0,
            low < -3.0,
            low_within < -1.0,
            low_within < -2.0,
            high > 0.5,
            high > 1.5,
            np.minimum(low, 0.0),
            np.minimum(low_within, 0.0),
            named[0],
            *again,
            np.ones(len(share)),
            share > 0.25,
            share > 0.5,
            share > 0.8,
            (share > 0.5) & (links < 0.3),
        )
    )


def _spread(marks: Doubles, firsts: Ints, lasts: Ints, places: Ints) -> Doubles:
    """For the block at each place, the sum of the marks of all boxes that span it; `firsts` ascends."""
    width, n = marks.shape
    begun = np.zeros((width, n + 1))
    np.cumsum(marks, axis=1, out=begun[:, 1:])
    order = np.argsort(lasts, kind="stable")
    ended = np.zeros((width, n + 1))
    np.cumsum(marks.take(order, axis=1), axis=1, out=ended[:, 1:])
    spread = begun.take(firsts.searchsorted(places, "right"), axis=1)
    spread -= ended.take(lasts[order].searchsorted(places, "right"), axis=1)
    return spread


def _again(boxes: Boxes, chosen: Ints, share: Doubles, least: float) -> Doubles:
    """Marks boxes with at least that share of the running text that come after one of the same names and depth.

    Such is the second story on a page that scrolls on for ever.
    """
    marks = np.zeros(len(chosen))
    met: set[tuple[int, int]] = set()
    for row in np.flatnonzero(share >= least).tolist():
        box = int(chosen[row])
        key = (boxes.sorts[box], boxes.depths[box])
        if key in met:
            marks[row] = 1
        met.add(key)
    return marks


def _named(boxes: Boxes, sorts: Ints, lexicon: Lexicon) -> tuple[Doubles, Doubles]:
    """Of the boxes of those sorts, what their names say (five of `Lexicon.name_scores`), and a mark for each of
    `_FLAG_TAGS` and standfirsts.
    """
    seen = np.flatnonzero(np.bincount(sorts))
    names = [(boxes.tags[sort], boxes.names[sort]) for sort in seen.tolist()]
    scores = lexicon.name_scores(names)
    flags = np.zeros((len(_FLAG_TAGS) + 1, len(seen)))
    flags[-1] = scores[:, 5]
    for index, (tag, _) in enumerate(names):
        flag = _FLAG_INDEX.get(tag)
        if flag is not None:
            flags[flag, index] = 1
    rows = np.searchsorted(seen, sorts)
    return scores[:, :5].T.take(rows, axis=1), flags.take(rows, axis=1)


def alike_columns(page: PageBlocks, basics: PageBasics, places: Ints) -> Floats:
    """How many blocks, with how much text, have a box and a box around it of the same sorts."""
    alike = page.alike
    counts = np.bincount(alike)
    chars = np.bincount(alike, weights=basics.chars)
    columns = np.stack(
        (
            np.log1p(counts),
            np.bincount(alike, weights=basics.running) / basics.total,
            np.bincount(alike, weights=basics.linked) / np.maximum(1, chars),
            np.log1p(chars / counts),
        )
    )
    return columns.take(alike[places], axis=1)
