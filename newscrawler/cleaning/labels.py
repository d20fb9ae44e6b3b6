"""The line of labels: the breadcrumb's section names, glued to the title once more."""

from __future__ import annotations

from newscrawler.cleaning.head import without
from newscrawler.items import Article, Block


def remove_labels(blocks: list[Block], article: Article) -> list[Block]:
    """Take the line over the body that ends with the title, whole or cut, after none, one or two labels.

    >>> lines = [Block(kind="line", text="CoastCoast's Slow Return"), Block(kind="paragraph", text="It came back.")]
    >>> [block.text for block in remove_labels(lines, Article(title="Coast’s Slow Return"))]
    ['It came back.']
    """
    return without(blocks, article, "labels")
