"""Pull quotes: a sentence of the story that is shown once more, large and by itself, among its paragraphs.

Which of two quotations in a story is one, only the story tells: its words stand in one of its paragraphs as well. Of
2,313 labelled pages, read by weights that had not seen their sites, eleven had some that their gold tells of; that of
seven leaves them out, three of which became exact, that of four has them.
"""

from __future__ import annotations

import re

import numpy as np

from newscrawler.extraction.blocks import PageBlock, PageBlocks
from newscrawler.extraction.page_basics import Floats

_LIKELY = 0.2
"""Blocks less likely than this are kept nowhere."""
_SURE = 0.5
_SHORTEST, _LONGEST = 30, 400
"""Characters: shorter quotations are said again by chance, longer ones are no ornament."""
_MORE = 10
"""A paragraph that quotes has so many characters more than the quotation, at least."""
_BOXES = 3
"""Boxes around a block that may be named as a pull quote's."""
_MOST = 12
"""Quotations that are looked for; a page with more is a collection of them."""
_LONGEST_STORY = 100_000
"""Characters of a story that they are looked for in: a longer one is a book."""
_NAMED = re.compile(r"pull-?_?quote|block-?_?quote", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[\W_]+")


def without_pull_quotes(page: PageBlocks, chances: Floats) -> Floats:
    """`chances`, of quotations whose words stand in a likely paragraph too set to 0; the same object where nothing
    changes.
    """
    some = "quote" in "\n".join(page.boxes.names).lower()  # most pages have none at all
    named = {sort for sort, names in enumerate(page.boxes.names) if _NAMED.search(names)} if some else set()
    likely = np.flatnonzero(chances >= _LIKELY).tolist()
    quotes = [place for place in likely if _may_be(page, page.blocks[place], named)]
    if not 0 < len(quotes) <= _MOST or sum(len(page.blocks[place].text) for place in likely) > _LONGEST_STORY:
        return chances
    apart = set(quotes)
    told = [
        _words(block.text)
        for place in np.flatnonzero(chances >= _SURE).tolist()
        if place not in apart and (block := page.blocks[place]).kind not in ("quote", "caption")
    ]
    gone = [place for place in quotes if _is_told(_words(page.blocks[place].text), told)]
    if not gone:
        return chances
    left = chances.copy()
    left[gone] = 0.0
    return left


def _may_be(page: PageBlocks, block: PageBlock, named: set[int]) -> bool:
    if not _SHORTEST <= len(block.text) <= _LONGEST or block.kind == "caption":
        return False
    if block.kind == "quote" or not named:
        return block.kind == "quote"
    box = block.box
    for _ in range(_BOXES):
        if box < 0:
            break
        if page.boxes.sorts[box] in named:
            return True
        box = page.boxes.parents[box]
    return False


def _is_told(quote: str, told: list[str]) -> bool:
    return len(quote) >= _SHORTEST and any(len(text) >= len(quote) + _MORE and quote in text for text in told)


def _words(text: str) -> str:
    return _NOT_WORDS.sub(" ", text).strip()
