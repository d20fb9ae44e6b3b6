"""Notices of copyright, after the end of the body."""

from __future__ import annotations

from newscrawler.cleaning.tail import without
from newscrawler.items import Article, Block


def remove_copyright(blocks: list[Block], article: Article) -> list[Block]:
    """Take a closing line that claims rights.

    >>> texts = ("The herring came back.", "© 2026 Lowmoor Courier. All rights reserved.")
    >>> [block.text for block in remove_copyright([Block(kind="line", text=text) for text in texts], Article())]
    ['The herring came back.']
    """
    return without(blocks, article, "copyright")
