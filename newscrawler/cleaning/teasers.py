"""Trending teasers: titles and summaries of other articles, between the page's header and the title."""

from __future__ import annotations

from newscrawler.cleaning.head import without
from newscrawler.items import Article, Block


def remove_teasers(blocks: list[Block], article: Article) -> list[Block]:
    """Take whatever stands between the header and the title's line: by its place, never by its text.

    >>> texts = ("Friday, March 6, 2026", "Ferry Fares Frozen", "Prices stay.", "Herring Return", "They came back.")
    >>> lines = [Block(kind="line", text=text) for text in texts]
    >>> [block.text for block in remove_teasers(lines, Article(title="Herring Return"))]
    ['Friday, March 6, 2026', 'Herring Return', 'They came back.']
    """
    return without(blocks, article, "teasers")
