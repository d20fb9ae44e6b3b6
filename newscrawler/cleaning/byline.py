"""The byline over the body: author, time of publication, reading time. The record has fields for them."""

from __future__ import annotations

from newscrawler.cleaning.head import without
from newscrawler.items import Article, Block


def remove_byline(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines over the body that name the author, the time or the length and say nothing else.

    >>> lines = [Block(kind="paragraph", text=text) for text in ("By Ann Reef", "3 min read", "The herring came back.")]
    >>> [block.text for block in remove_byline(lines, Article())]
    ['The herring came back.']
    """
    return without(blocks, article, "byline")
