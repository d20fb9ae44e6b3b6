"""The title's own line over the body: it became the record's title."""

from __future__ import annotations

from newscrawler.cleaning.head import without
from newscrawler.items import Article, Block


def remove_title(blocks: list[Block], article: Article) -> list[Block]:
    """Take the line over the body that is the title, whatever its quotes, dashes, spaces and case.

    >>> lines = [Block(kind="crosshead", text="Harbour's Return"), Block(kind="paragraph", text="It came back.")]
    >>> [block.text for block in remove_title(lines, Article(title="Harbour’s Return"))]
    ['It came back.']
    """
    return without(blocks, article, "title")
