"""The invitation to comment, after the end of the body."""

from __future__ import annotations

from newscrawler.cleaning.tail import without
from newscrawler.items import Article, Block


def remove_comments(blocks: list[Block], article: Article) -> list[Block]:
    """Take a closing line that asks for comments or counts them.

    >>> texts = ("The herring came back.", "3 Comments", "Leave a comment")
    >>> [block.text for block in remove_comments([Block(kind="line", text=text) for text in texts], Article())]
    ['The herring came back.']
    """
    return without(blocks, article, "comments")
