"""Dropping lines that betray themselves wherever they stand; the steps that do so differ in what they recognise."""

from __future__ import annotations

from collections.abc import Callable

from newscrawler.cleaning.titles import labels_before
from newscrawler.cleaning.wording import first_word
from newscrawler.items import Article, Block

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
    title = article.title or ""
    return [
        block
        for block in blocks
        if len(block.text) > longest
        or block.kind in never
        or (first is not None and first_word(block.text) not in first)
        or not is_such(block.text)
        or block.kind in _NEVER
        or labels_before(block.text, title) is not None
    ]
