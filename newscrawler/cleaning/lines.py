"""Dropping lines that betray themselves wherever they stand; the steps that do so differ in what they recognise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from newscrawler.cleaning.phrases import by_first_word
from newscrawler.cleaning.titles import labels_before
from newscrawler.items import Article, Block

_LONGEST = 400
"""Characters of the longest line that any step asks for."""
_NEVER = frozenset({"caption", "code", "correction", "table_row"})
"""Kinds whose words prove nothing: a log in a `pre` may say "Advertisement"."""


def without_lines(
    blocks: list[Block],
    article: Article,
    is_such: Callable[[str], bool],
    *,
    longest: int,
    first: frozenset[str] | None = None,
    never: frozenset[str] = frozenset(),
) -> list[Block]:
    """`blocks` without those of which `is_such` holds, but for the kinds in `never`; the title's own lines ("Watch:
    The Last Boat") stay.

    Only blocks of at most `longest` characters whose first word is in `first` are asked about: that is one in twenty.
    """
    asked: Iterable[int] = range(len(blocks))
    if first is not None:
        words = by_first_word(tuple([block.text for block in blocks]), _LONGEST)
        asked = [place for word, places in words.items() if word in first for place in places]
        if not asked:
            return blocks
    title = article.title or ""

    @cache  # where lines come by the thousand, they come again
    def betrays(text: str) -> bool:
        return is_such(text) and labels_before(text, title) is None

    gone = set()
    for at in asked:
        block = blocks[at]
        if len(block.text) <= longest and block.kind not in never and block.kind not in _NEVER and betrays(block.text):
            gone.add(at)
    return [block for at, block in enumerate(blocks) if at not in gone] if gone else blocks
