"""What the body model looks at: a row of numbers for each block of a page, and which blocks belong together.

Cheap by construction: one loop over the blocks (their text), one over the boxes (their names, remembered from page
to page), and the rest is arithmetic on whole columns. What a box says of everything inside it is spread by
cumulative sums over the range of blocks it spans, so that depth costs nothing. Nothing here counts on spaces
between words or on Latin punctuation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import Box, PageBlock, PageBlocks
from newscrawler.extraction.document import Document
from newscrawler.extraction.lexicon import Lexicon, Score, head_words

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_KINDS = ("paragraph", "crosshead", "list_item", "quote", "table_row", "code", "caption")
_KIND_INDEX = {kind: index for index, kind in enumerate(_KINDS)}
_ENDS = {**dict.fromkeys(".!?。！？।؟", 1), **dict.fromkeys("\"”»’'）)」』", 2), ":": 3, "：": 3, "…": 4}
_FLAG_TAGS = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "li", "table", "section", "blockquote",
    "button",
)  # fmt: skip
_FLAG_INDEX = {tag: index for index, tag in enumerate(_FLAG_TAGS)}
_QUOTES = '"“”„«»‘’‚ '
_MOST_QUOTES = 100  # blocks: more are not compared with the whole page
_MOST_STATED = 200_000  # characters
_MOST_COMPARED = 20_000_000  # rows times characters
_MOST_METAS = 12
_FAR = 6  # blocks
_DENSE = 3  # a character of a script without spaces says about as much as three letters
_LONG = 80  # weighted characters of a sentence rather than a label

_TEXT_FIELDS = (
    "chars", "words", "link_share", "links", "strong_share", "emphasis_share", "commas", "stops", "end_stop",
    "end_quote", "end_colon", "end_dots", "upper", "lower", "digit_start", "capitals", "signs", "repeats", "numbers",
    "stated", "titled", "described", "echoed", "level",
    "word_sum", "word_low", "word_high", "word_low_within", "word_high_within",
)  # fmt: skip
_T = {name: index for index, name in enumerate(_TEXT_FIELDS)}
_LOGGED = [_T[name] for name in ("chars", "words", "commas", "stops", "links", "repeats", "signs")]


@dataclass(slots=True, frozen=True)
class Surroundings:
    """What the page says of itself outside its text, for comparison with its blocks."""

    title: str = ""
    """Its titles, one a line."""
    description: str = ""
    """Its descriptions, one a line."""
    stated_body: str = ""
    """The text of the article as JSON-LD states it."""
    page_type: str = ""
    """JSON-LD's type of the article, else `og:type`, lower case."""

    @classmethod
    def of(cls, document: Document, stated_body: str | None, page_type: str | None) -> Surroundings:
        """Titles and descriptions from the page's head; the rest is known to the reader of metadata."""
        titles: list[str] = []
        descriptions: list[str] = []
        head = document.root.find("head") if document.root is not None else None
        for element in head.iterchildren("title", "meta") if head is not None else ():
            if element.tag == "title":
                titles.append(element.text or "")
                continue
            if len(titles) + len(descriptions) >= _MOST_METAS:
                break
            name = (element.get("property") or element.get("name") or "").lower()
            if name in ("description", "og:description"):
                descriptions.append(element.get("content") or "")
            elif name == "og:title":
                titles.append(element.get("content") or "")
        return cls(
            "\n".join(" ".join(title[:1000].split()) for title in titles),
            "\n".join(" ".join(text[:2000].split()) for text in descriptions),
            (stated_body or "")[:_MOST_STATED],
            page_type or "",
        )


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
    text = _text_columns(blocks, places, basics, lexicon, around)
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


def _text_columns(
    blocks: Sequence[PageBlock], places: Ints, basics: _Basics, lexicon: Lexicon, around: Surroundings
) -> Floats:
    seen: dict[str, int] = {}
    for block in blocks:
        seen[block.text] = seen.get(block.text, 0) + 1
    if len(places) * len(around.stated_body) > _MOST_COMPARED:
        around = replace(around, stated_body="")
    quotes = sum(block.kind == "quote" for block in blocks)
    page_text = "\n".join(seen) if 0 < quotes <= _MOST_QUOTES else ""
    rows, found = [], []
    chars = basics.chars.tolist()
    lookup = lexicon.words.get
    for place in places.tolist():
        block = blocks[place]
        head = head_words(block.text)
        found.append([score for word in head if (score := lookup(word)) is not None])
        numbers = head.count("0") / len(head) if head else 0.0
        rows.append(_text_row(block, chars[place], seen[block.text], numbers, page_text, around))
    width = len(_TEXT_FIELDS) - 5
    plain = np.fromiter(chain.from_iterable(rows), np.float32, len(rows) * width).reshape(len(rows), width)
    return np.concatenate((plain, _word_columns(found)), axis=1)


def _word_columns(found: Sequence[list[Score]]) -> Floats:
    """Sum, lowest, highest of the first log-odds and lowest, highest of the second, of each block's known words."""
    out = np.zeros((len(found), 5), dtype=np.float32)
    sizes = np.array([len(scores) for scores in found], dtype=np.int64)
    some = np.flatnonzero(sizes)
    if len(some):
        flat = np.fromiter(chain.from_iterable(chain.from_iterable(found)), np.float32, 2 * int(sizes.sum()))
        whole, within = flat[0::2], flat[1::2]
        starts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes[some])[:-1]))
        out[some, 0] = np.add.reduceat(whole, starts)
        out[some, 1] = np.minimum.reduceat(whole, starts)
        out[some, 2] = np.maximum.reduceat(whole, starts)
        out[some, 3] = np.minimum.reduceat(within, starts)
        out[some, 4] = np.maximum.reduceat(within, starts)
    return out


def _text_row(
    block: PageBlock, chars: float, repeats: int, numbers: float, page_text: str, around: Surroundings
) -> tuple[float, ...]:
    text = block.text
    size = len(text)
    words = text.count(" ") + 1.0
    commas, stops = text.count(","), text.count(".")
    if not text.isascii():
        commas += text.count("，") + text.count("、") + text.count("،")
        stops += text.count("。")
        if chars > size:  # a script without spaces: a character is half a word
            words = max(words, size / 2)
    first, end = text[0], _ENDS.get(text[-1], 0)
    return (
        chars,
        words,
        min(1.0, block.link_chars / size),
        block.links,
        min(1.0, block.strong_chars / size),
        min(1.0, block.emphasis_chars / size),
        commas,
        stops,
        end == 1,
        end == 2,
        end == 3,
        end == 4 or text.endswith("..."),
        first.isupper(),
        first.islower(),
        first.isdigit(),
        size > 2 and text.isupper(),
        text.count("|") + text.count("©") + text.count("@") + text.count("http") + text.count("»") + text.count("•"),
        repeats,
        numbers,
        _agrees(text, around.stated_body) if around.stated_body else -1.0,
        8 < size < 300 and text in around.title,
        _described(text, around.description) if size > 30 and around.description else 0.0,
        block.kind == "quote" and page_text.count(text.strip(_QUOTES)) > 1,
        block.level or 0,
    )


def _agrees(text: str, stated: str) -> float:
    if len(text) <= 40:
        return float(text in stated)
    return 0.5 * (text[:32] in stated) + 0.5 * (text[-32:] in stated)


def _described(text: str, description: str) -> float:
    """How much a block looks like the page's description, which may be cut, or lack the placeline."""
    return 0.5 * (text[:40] in description) + 0.5 * (text[24:64] in description)


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
    heading = (basics.kinds[places] == _KIND_INDEX["crosshead"]) & (text[:, _T["level"]] == 1)
    title = np.full(n, -1)
    title[places[(text[:, _T["titled"]] > 0) | heading]] = 0
    last_title = np.maximum.accumulate(np.where(title >= 0, np.arange(n), -1))[places]
    before, after = _distances(basics.long > 0)
    counted = np.zeros(n + 1)
    np.cumsum(basics.long, out=counted[1:])
    so_far = np.zeros(n + 1)
    np.cumsum(basics.running, out=so_far[1:])
    low, high = np.maximum(0, places - 5), np.minimum(n, places + 6)
    stated = text[:, _T["stated"]] > 0
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
