"""Popular blocks after the end of the body: "Most Popular Articles" and the like, over other articles."""

from __future__ import annotations

from newscrawler.cleaning.tail import without
from newscrawler.items import Article, Block


def remove_popular_block(blocks: list[Block], article: Article) -> list[Block]:
    """Take a closing heading over what is read most, with its items or with none; over prose it is a crosshead.

    >>> texts = ("The herring came back.", "Most Popular Articles", "Ferry Fares Frozen", "Storm Passes")
    >>> [block.text for block in remove_popular_block([Block(kind="line", text=text) for text in texts], Article())]
    ['The herring came back.']
    """
    return without(blocks, article, "popular_block")
