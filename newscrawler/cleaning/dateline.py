"""The dateline: the line with today's date in the page's header. It is never the date of publication."""

from __future__ import annotations

from newscrawler.cleaning.head import without
from newscrawler.items import Article, Block


def remove_dateline(blocks: list[Block], article: Article) -> list[Block]:
    """Take a line that is a date and nothing else from over the body; a date further down is content.

    >>> lines = [Block(kind="line", text=text) for text in ("Friday, March 6, 2026", "It rained on March 6, 2026.")]
    >>> [block.text for block in remove_dateline(lines, Article())]
    ['It rained on March 6, 2026.']
    """
    return without(blocks, article, "dateline")
