"""What a block's own words tell the body model. Nothing here counts on spaces between words or Latin punctuation.

A column at a time: what can be said of a text in one call of `str` is said of all blocks in one comprehension.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np

from newscrawler.extraction.blocks import Ints, PageBlock, PageBlocks
from newscrawler.extraction.lexicon import Lexicon, head_words
from newscrawler.extraction.page_basics import Floats
from newscrawler.extraction.surroundings import Surroundings, held_in

Columns = dict[str, Any]
"""Name → a number for each row. Their order is that of the model's input."""

_ENDS = {**dict.fromkeys(".!?。！？।؟", 1), **dict.fromkeys("\"”»’'）)」』", 2), ":": 3, "：": 3, "…": 4}
_STOP, _QUOTE, _COLON, _DOTS = 1, 2, 3, 4
_SIGNS = ("|", "©", "@", "http", "»", "•")
_COMMAS, _STOPS = (",", "，", "、", "،"), (".", "。")
_MOST_QUOTES = 100  # blocks: more are not compared with the whole page
_MOST_COMPARED = 20_000_000  # rows, or quotes, times characters
_QUOTES = '"“”„«»‘’‚ '


def text_columns(page: PageBlocks, places: Ints, chars: Floats, lexicon: Lexicon, around: Surroundings) -> Columns:
    """The columns of the blocks at `places`; `chars` are all blocks' weighted characters."""
    blocks = page.blocks
    seen = Counter([block.text for block in blocks])
    if len(places) * len(around.stated_body) > _MOST_COMPARED:
        around = replace(around, stated_body="")
    chosen = [blocks[place] for place in places.tolist()]
    texts = [block.text for block in chosen]
    all_text = "\n".join(texts)
    sizes = page.sizes[places]
    weighted = chars[places]
    words = np.array([text.count(" ") for text in texts]) + 1.0
    ends = np.array([_ENDS.get(text[-1], 0) for text in texts])
    begins = [text[0] for text in texts]
    heads = [head_words(text) for text in texts]
    return {
        "chars": weighted,
        # in a script without spaces a character is half a word
        "words": np.where(weighted > sizes, np.maximum(words, sizes / 2), words),
        "link_share": np.minimum(1.0, page.linked[places] / sizes),
        "links": [block.links for block in chosen],
        "strong_share": np.minimum(1.0, np.array([block.strong_chars for block in chosen]) / sizes),
        "emphasis_share": np.minimum(1.0, np.array([block.emphasis_chars for block in chosen]) / sizes),
        "commas": _counts(texts, all_text, _COMMAS),
        "stops": _counts(texts, all_text, _STOPS),
        "end_stop": ends == _STOP,
        "end_quote": ends == _QUOTE,
        "end_colon": ends == _COLON,
        "end_dots": (ends == _DOTS) | np.array([text.endswith("...") for text in texts]),
        "upper": list(map(str.isupper, begins)),
        "lower": list(map(str.islower, begins)),
        "digit_start": list(map(str.isdigit, begins)),
        "capitals": [text.isupper() and len(text) > 2 for text in texts],
        "signs": _counts(texts, all_text, _SIGNS),
        "repeats": [seen[text] for text in texts],
        "numbers": [head.count("0") / len(head) if head else 0.0 for head in heads],
        "stated": _agreement(texts, around.stated_body),
        "titled": [8 < len(text) < 300 and text in around.title for text in texts],
        "described": _described(texts, around.description),
        "echoed": _echoed(blocks, chosen, seen),
        "level": [block.level or 0 for block in chosen],
        **_word_columns(heads, lexicon),
    }


def _counts(texts: Sequence[str], all_text: str, signs: Sequence[str]) -> Ints:
    """How many of `signs` each text has; those that are nowhere on the page are not looked for."""
    counts = np.zeros(len(texts), dtype=np.int64)
    for sign in signs:
        if sign in all_text:
            counts += np.array([text.count(sign) for text in texts])
    return counts


def _word_columns(heads: Sequence[list[str]], lexicon: Lexicon) -> Columns:
    """What the known among each block's first words say."""
    names = ("word_sum", "word_low", "word_high", "word_low_within", "word_high_within")
    out = {name: np.zeros(len(heads), dtype=np.float32) for name in names}
    sizes = [len(head) for head in heads]
    known, scores = lexicon.word_scores(chain.from_iterable(heads), sum(sizes))
    counts = np.bincount(np.repeat(np.arange(len(heads)), sizes)[known], minlength=len(heads))
    some = np.flatnonzero(counts)
    if len(some):
        whole, within = scores.T
        starts = np.cumsum(counts[some]) - counts[some]
        out["word_sum"][some] = np.add.reduceat(whole, starts)
        out["word_low"][some] = np.minimum.reduceat(whole, starts)
        out["word_high"][some] = np.maximum.reduceat(whole, starts)
        out["word_low_within"][some] = np.minimum.reduceat(within, starts)
        out["word_high_within"][some] = np.maximum.reduceat(within, starts)
    return dict(out)


def _agreement(texts: Sequence[str], stated: str) -> list[float]:
    """How much of each text the page's stated body has: all, its beginning, its end; -1 where none is stated."""
    if not stated:
        return [-1.0] * len(texts)
    return [
        float(text in stated) if len(text) <= 40 else 0.5 * (text[:32] in stated) + 0.5 * (text[-32:] in stated)
        for text in texts
    ]


def _described(texts: Sequence[str], description: str) -> list[float]:
    """How much a block looks like the page's description, which may be cut, or lack the placeline."""
    if not description:
        return [0.0] * len(texts)
    long = [place for place, text in enumerate(texts) if len(text) > 30]
    begins = held_in([texts[place][:40] for place in long], description)
    later = held_in([texts[place][24:64] for place in long], description)
    described = [0.0] * len(texts)
    for place, begin, rest in zip(long, begins, later, strict=True):
        described[place] = 0.5 * begin + 0.5 * rest
    return described


def _echoed(blocks: Sequence[PageBlock], chosen: Sequence[PageBlock], seen: Iterable[str]) -> list[bool]:
    """Which quotes the running text has once more: pull quotes."""
    quotes = sum(block.kind == "quote" for block in blocks)
    page_text = "\n".join(seen) if 0 < quotes <= _MOST_QUOTES else ""
    if not page_text or quotes * len(page_text) > _MOST_COMPARED:  # each is looked for in all of it
        return [False] * len(chosen)
    return [block.kind == "quote" and page_text.count(block.text.strip(_QUOTES)) > 1 for block in chosen]
