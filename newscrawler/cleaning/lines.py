"""Dropping lines that betray themselves wherever they stand; the steps that do so differ in what they recognise."""

from __future__ import annotations

from collections.abc import Callable

from newscrawler.cleaning.titles import labels_before
from newscrawler.items import Article, Block

_NEVER = frozenset({"caption", "code", "correction", "table_row"})
"""Kinds whose words prove nothing: a log in a `pre` may say "Advertisement"."""


def without_lines(
    blocks: list[Block],
    article: Article,
    is_such: Callable[[str], bool],
    *,
    longest: int,
    never: frozenset[str] = frozenset(),
) -> list[Block]:
    """`blocks` without those of at most `longest` characters of which `is_such` holds, but for the kinds in `never`;
    the title's own lines ("Watch: The Last Boat") stay. The length is looked at first: most blocks are longer.
    """
    title = article.title or ""
    return [
        block
        for block in blocks
        if len(block.text) > longest
        or not is_such(block.text)
        or block.kind in _NEVER
        or block.kind in never
        or labels_before(block.text, title) is not None
    ]
