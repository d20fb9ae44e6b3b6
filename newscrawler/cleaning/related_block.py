"""Related blocks after the end of the body: "Check out our other content" and the like, over other articles."""

from __future__ import annotations

from newscrawler.cleaning.tail import without
from newscrawler.items import Article, Block


def remove_related_block(blocks: list[Block], article: Article) -> list[Block]:
    """Take a closing heading that offers other articles, with its items or with none.

    >>> texts = ("The herring came back.", "Related articles", "Ferry Fares Frozen", "Storm Passes")
    >>> [block.text for block in remove_related_block([Block(kind="line", text=text) for text in texts], Article())]
    ['The herring came back.']
    """
    return without(blocks, article, "related_block")
