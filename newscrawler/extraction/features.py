"""What the body model looks at: a row of numbers for each block of a page that may be story.

Cheap by construction: one loop over the blocks (their text), one over the boxes (their names, remembered from page
to page), and the rest is arithmetic on whole columns. What a box says of everything inside it is spread by
cumulative sums over the range of blocks it spans, so that depth costs nothing. Nothing here counts on spaces
between words or on Latin punctuation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import Box, PageBlock, PageBlocks
from newscrawler.extraction.lexicon import Lexicon
from newscrawler.extraction.surroundings import Surroundings
from newscrawler.extraction.text_features import TEXT, Floats, Ints, text_columns

Doubles = npt.NDArray[np.float64]

_KINDS = ("paragraph", "crosshead", "list_item", "quote", "table_row", "code", "caption")
_KIND_INDEX = {kind: index for index, kind in enumerate(_KINDS)}
_FLAG_TAGS = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "li", "table", "section", "blockquote",
    "button",
)  # fmt: skip
_FLAG_INDEX = {tag: index for index, tag in enumerate(_FLAG_TAGS)}
_FAR = 6  # blocks
_DENSE = 3  # a character of a script without spaces says about as much as three letters
_LONG = 80  # weighted characters of a sentence rather than a label

_LOGGED = [TEXT[name] for name in ("chars", "words", "commas", "stops", "links", "repeats", "signs")]


@dataclass(slots=True)
class PageFeatures:
    """The model's input."""

    rows: Floats
    """candidates x columns"""
    places: Ints
    """The place of each row's block in `PageBlocks.blocks`. Blocks without a row are links far from any text."""


@dataclass(slots=True)
class _Basics:
    """What is known of every block, candidate or not."""

    chars: Floats
    """Characters; `_DENSE` times as many in scripts without spaces."""
    linked: Floats
    """Characters of link text."""
    kinds: Ints
    long: Floats
    """1 for running text: long, mostly not link text, no caption."""
    running: Floats
    """Characters of running text."""
    total: float
    """All of them together, at least 1."""


def page_features(page: PageBlocks, lexicon: Lexicon, around: Surroundings) -> PageFeatures:
    """The features of the blocks (at least one) of a page that may be story."""
    blocks = page.blocks
    basics = _basics(blocks)
    places = np.flatnonzero(_candidates(basics))
    if not len(places):
        return PageFeatures(np.zeros((0, 0), dtype=np.float32), places)
    text = text_columns(blocks, places, basics.chars, lexicon, around)
    inner = np.array([block.box.index for block in blocks])
    rows = np.concatenate(
        (
            text,
            np.eye(len(_KINDS), dtype=np.float32)[basics.kinds[places]],
            _box_columns(page, lexicon, inner, basics, places),
            _alike_columns(_alike(blocks), basics)[places],
            _place_columns(text, places, basics),
            _page_columns(len(places), around),
        ),
        axis=1,
        dtype=np.float32,
    )
    rows[:, _LOGGED] = np.log1p(rows[:, _LOGGED])
    return PageFeatures(rows, places)


def _basics(blocks: Sequence[PageBlock]) -> _Basics:
    texts = [block.text for block in blocks]
    sizes = np.array([len(text) for text in texts], dtype=np.float32)
    chars = sizes.copy()
    for place, text in enumerate(texts):
        if not text.isascii() and len(text.encode("utf-8", "replace")) > 2.2 * len(text):
            chars[place] *= _DENSE
    linked = chars * np.minimum(1, np.array([block.link_chars for block in blocks], dtype=np.float32) / sizes)
    kinds = np.array([_KIND_INDEX[block.kind] for block in blocks])
    long = ((chars >= _LONG) & (linked < 0.5 * chars) & (kinds != _KIND_INDEX["caption"])).astype(np.float32)
    running = long * np.minimum(chars, 1000)
    return _Basics(chars, linked, kinds, long, running, max(1.0, float(running.sum())))


def _candidates(basics: _Basics) -> npt.NDArray[np.bool_]:
    """All blocks but short links (menus, lists of teasers) that stand more than a few blocks from any running text.

    Two in five blocks of a page; of the labelled pages' body blocks 1.4 %, nearly all in pages that are lists of links.
    """
    before, after = _distances(basics.long > 0)
    links = (basics.linked > 0.8 * basics.chars) & (basics.chars < 120)
    return ~(links & (np.minimum(before, after) > _FAR))


def _distances(marked: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """How many places before and behind each place the nearest marked one is (0 at a marked one)."""
    n = len(marked)
    place = np.arange(n)
    last = np.maximum.accumulate(np.where(marked, place, -60))
    following = np.minimum.accumulate(np.where(marked, place, n + 60)[::-1])[::-1]
    return place - last, following - place


def _box_columns(page: PageBlocks, lexicon: Lexicon, inner: Ints, basics: _Basics, places: Ints) -> Floats:
    """What the boxes around a block say: the inner four by themselves, all of them together."""
    boxes, n, total = page.boxes, len(inner), basics.total
    parents = np.array([box.parent.index if box.parent is not None else 0 for box in boxes])
    firsts = np.minimum(np.array([box.first for box in boxes]), n)
    lasts = np.maximum(firsts, np.minimum(np.array([box.last for box in boxes]), n))
    totals = np.zeros((n + 1, 4), dtype=np.float64)
    np.cumsum(np.stack((basics.chars, basics.linked, basics.long, basics.running), axis=1), axis=0, out=totals[1:])
    spans = totals[lasts] - totals[firsts]
    share = spans[:, 3] / total
    links = spans[:, 1] / np.maximum(1.0, spans[:, 0])
    own = np.bincount(inner, weights=basics.running, minlength=len(boxes))
    below = np.bincount(parents[1:], weights=own[1:], minlength=len(boxes))  # in boxes directly inside
    ups = [inner[places]]
    for _ in range(3):
        ups.append(parents[ups[-1]])

    # only boxes around candidates are looked at by name; what the others are called says nothing of any row
    around = np.searchsorted(places, firsts) < np.searchsorted(places, lasts)
    for up in ups:
        around[up] = True
    chosen = np.flatnonzero(around)
    named, flags = _named([boxes[index] for index in chosen.tolist()], lexicon)
    scores = np.zeros((len(boxes), named.shape[1]))
    scores[chosen] = named
    about = np.column_stack(
        (
            scores,
            share,
            links,
            (own + below) / total,
            np.log1p(lasts - firsts),
            np.log1p(spans[:, 0]),
            np.log1p(spans[:, 2]),
        )
    )
    marks = _marks(boxes, chosen, named, flags, share[chosen], links[chosen])
    spread = _spread(marks, firsts[chosen], lasts[chosen], places)
    missing = spread[:, -4:].max(axis=0, initial=0.0) - spread[:, -4:]  # levels to the innermost box of that share
    return np.concatenate((*(about[up] for up in ups), spread, missing), axis=1, dtype=np.float32)


def _marks(
    boxes: Sequence[Box], chosen: Ints, named: Doubles, flags: Doubles, share: Doubles, links: Doubles
) -> Doubles:
    """What each of the chosen boxes says of everything inside it."""
    low, high, low_within = named[:, 1], named[:, 2], named[:, 3]
    return np.column_stack(
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
            named[:, 0],
            _again(boxes, chosen, share, 0.03),
            _again(boxes, chosen, share, 0.12),
            np.ones(len(chosen)),
            share > 0.25,
            share > 0.5,
            share > 0.8,
            (share > 0.5) & (links < 0.3),
        )
    )


def _spread(marks: Doubles, firsts: Ints, lasts: Ints, places: Ints) -> Doubles:
    """For the block at each place, the sum of the marks of all boxes that span it; `firsts` ascends."""
    begun = np.zeros((len(marks) + 1, marks.shape[1]))
    np.cumsum(marks, axis=0, out=begun[1:])
    order = np.argsort(lasts, kind="stable")
    ended = np.zeros_like(begun)
    np.cumsum(marks[order], axis=0, out=ended[1:])
    spread: Doubles = begun[np.searchsorted(firsts, places, "right")]
    spread -= ended[np.searchsorted(lasts[order], places, "right")]
    return spread


def _again(boxes: Sequence[Box], chosen: Ints, share: Doubles, least: float) -> Doubles:
    """Marks boxes with at least that share of the running text that come after one of the same names and depth.

    Such is the second story on a page that scrolls on for ever.
    """
    marks = np.zeros(len(chosen))
    met: set[tuple[str, str, int]] = set()
    for row in np.flatnonzero(share >= least).tolist():
        box = boxes[chosen[row]]
        key = (box.tag, box.names, box.depth)
        if key in met:
            marks[row] = 1
        met.add(key)
    return marks


def _named(boxes: Sequence[Box], lexicon: Lexicon) -> tuple[Doubles, Doubles]:
    """What the names of each box say (`Lexicon.name_scores`), and a mark for each of `_FLAG_TAGS` and standfirsts."""
    seen: dict[tuple[str, str], int] = {}
    kinds = [seen.setdefault((box.tag, box.names), len(seen)) for box in boxes]
    scores = np.array([lexicon.name_scores(tag, names) for tag, names in seen])
    flags = np.zeros((len(seen), len(_FLAG_TAGS) + 1))
    flags[:, -1] = scores[:, 5]
    for index, (tag, _) in enumerate(seen):
        flag = _FLAG_INDEX.get(tag)
        if flag is not None:
            flags[index, flag] = 1
    return scores[kinds, :5], flags[kinds]


def _alike(blocks: Sequence[PageBlock]) -> Ints:
    known: dict[tuple[str | None, ...], int] = {}
    of_box: dict[int, int] = {}
    out = []
    for block in blocks:
        box = block.box
        group = of_box.get(box.index)
        if group is None:
            outer = box.parent
            key = (
                box.tag,
                box.names,
                outer.tag if outer is not None else None,
                outer.names if outer is not None else None,
            )
            group = of_box[box.index] = known.setdefault(key, len(known))
        out.append(group)
    return np.array(out)


def _alike_columns(alike: Ints, basics: _Basics) -> Floats:
    counts = np.bincount(alike)
    chars = np.bincount(alike, weights=basics.chars)
    columns = np.column_stack(
        (
            np.log1p(counts),
            np.bincount(alike, weights=basics.running) / basics.total,
            np.bincount(alike, weights=basics.linked) / np.maximum(1, chars),
            np.log1p(chars / counts),
        )
    )
    return columns[alike].astype(np.float32)


def _place_columns(text: Floats, places: Ints, basics: _Basics) -> Floats:
    """Where a block stands: in the page, after the title, among the running text."""
    n = len(basics.chars)
    heading = (basics.kinds[places] == _KIND_INDEX["crosshead"]) & (text[:, TEXT["level"]] == 1)
    title = np.full(n, -1)
    title[places[(text[:, TEXT["titled"]] > 0) | heading]] = 0
    last_title = np.maximum.accumulate(np.where(title >= 0, np.arange(n), -1))[places]
    before, after = _distances(basics.long > 0)
    counted = np.zeros(n + 1)
    np.cumsum(basics.long, out=counted[1:])
    so_far = np.zeros(n + 1)
    np.cumsum(basics.running, out=so_far[1:])
    low, high = np.maximum(0, places - 5), np.minimum(n, places + 6)
    stated = text[:, TEXT["stated"]] > 0
    return np.column_stack(
        (
            places / n,
            np.full(len(places), np.log1p(n)),
            so_far[places] / basics.total,
            np.where(last_title >= 0, np.minimum(places - last_title, 60), 61),
            last_title >= 0,
            np.minimum(before[places], 30),
            np.minimum(after[places], 30),
            (counted[high] - counted[low]) / (high - low),
            np.full(len(places), np.log1p(basics.total)),
            np.full(len(places), stated.sum() / n),
            np.cumsum(stated) / max(1, int(stated.sum())),
        )
    ).astype(np.float32)


def _page_columns(n: int, around: Surroundings) -> Floats:
    """What holds for all blocks of the page alike: what sort of page it calls itself."""
    kind = around.page_type
    return np.tile(
        np.array(
            ["newsarticle" in kind, "blogposting" in kind, kind == "article", bool(kind)],
            dtype=np.float32,
        ),
        (n, 1),
    )
