"""The byline over the body: author, time of publication, reading time; and the author's name alone under it. The record
has fields for them.
"""

from __future__ import annotations

from newscrawler.cleaning.head import without
from newscrawler.cleaning.phrases import heading_key
from newscrawler.items import Article, Block

_SIGNATURE_CHARS = 80


def remove_byline(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines over the body that name the author, the time or the length and say nothing else, and the body's last
    line where it is an author's name ("—Ann Reef").

    >>> lines = [Block(kind="paragraph", text=text) for text in ("By Ann Reef", "3 min read", "The herring came back.")]
    >>> [block.text for block in remove_byline(lines, Article())]
    ['The herring came back.']
    """
    stayed = without(blocks, article, "byline")
    return stayed[:-1] if len(stayed) > 1 and _is_signature(stayed[-1], article) else stayed


def _is_signature(block: Block, article: Article) -> bool:
    """Whether the block is nothing but the name of one of the article's authors."""
    if block.kind not in ("paragraph", "line") or len(block.text) > _SIGNATURE_CHARS:
        return False
    name = heading_key(block.text)
    return bool(name) and any(name == heading_key(author) for author in article.authors)
