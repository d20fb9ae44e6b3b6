"""Tag lists after the end of the body: "Tags: harbour, herring", or a heading over tags."""

from __future__ import annotations

from newscrawler.cleaning.tail import without
from newscrawler.items import Article, Block


def remove_tag_list(blocks: list[Block], article: Article) -> list[Block]:
    """Take a closing line of tags, or a heading over tags with its items or with none.

    >>> texts = ("The herring came back.", "Check out other tags:", "harbour", "herring")
    >>> [block.text for block in remove_tag_list([Block(kind="line", text=text) for text in texts], Article())]
    ['The herring came back.']
    """
    return without(blocks, article, "tag_list")
