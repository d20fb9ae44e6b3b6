"""What a block's own words tell the body model. Nothing here counts on spaces between words or Latin punctuation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import PageBlock
from newscrawler.extraction.lexicon import Lexicon, Score, head_words
from newscrawler.extraction.surroundings import Surroundings

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

TEXT_FIELDS = (
    "chars", "words", "link_share", "links", "strong_share", "emphasis_share", "commas", "stops", "end_stop",
    "end_quote", "end_colon", "end_dots", "upper", "lower", "digit_start", "capitals", "signs", "repeats", "numbers",
    "stated", "titled", "described", "echoed", "level",
    "word_sum", "word_low", "word_high", "word_low_within", "word_high_within",
)  # fmt: skip
TEXT = {name: index for index, name in enumerate(TEXT_FIELDS)}
"""Column → its place."""
_ENDS = {**dict.fromkeys(".!?。！？।؟", 1), **dict.fromkeys("\"”»’'）)」』", 2), ":": 3, "：": 3, "…": 4}
_MOST_QUOTES = 100  # blocks: more are not compared with the whole page
_MOST_COMPARED = 20_000_000  # rows times characters
_QUOTES = '"“”„«»‘’‚ '


def text_columns(
    blocks: Sequence[PageBlock], places: Ints, chars: Floats, lexicon: Lexicon, around: Surroundings
) -> Floats:
    """The columns `TEXT_FIELDS` of the blocks at `places`; `chars` are all blocks' weighted characters."""
    seen: dict[str, int] = {}
    for block in blocks:
        seen[block.text] = seen.get(block.text, 0) + 1
    if len(places) * len(around.stated_body) > _MOST_COMPARED:
        around = replace(around, stated_body="")
    quotes = sum(block.kind == "quote" for block in blocks)
    page_text = "\n".join(seen) if 0 < quotes <= _MOST_QUOTES else ""
    rows, found = [], []
    weighted = chars.tolist()
    lookup = lexicon.words.get
    for place in places.tolist():
        block = blocks[place]
        head = head_words(block.text)
        found.append([score for word in head if (score := lookup(word)) is not None])
        numbers = head.count("0") / len(head) if head else 0.0
        rows.append(_text_row(block, weighted[place], seen[block.text], numbers, page_text, around))
    width = len(TEXT_FIELDS) - 5
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
