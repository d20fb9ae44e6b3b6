"""Share buttons and what stands beside them: "Share on Facebook", "Copy link", "Follow us on Telegram"."""

from __future__ import annotations

from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.phrases import first_words, heading_key
from newscrawler.cleaning.wording import FOLLOW, NETWORKS, SHARE, SHARE_WORDS
from newscrawler.items import Article, Block

_LONGEST = 120
_FIRST = first_words(SHARE, FOLLOW, NETWORKS, SHARE_WORDS)
_FOLLOW = tuple(sorted(FOLLOW))


def remove_share_buttons(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines that offer to share, print or copy the article, or to follow somebody on a network."""
    return without_lines(blocks, article, is_share_line, longest=_LONGEST, first=_FIRST)


def is_share_line(text: str) -> bool:
    """Whether the whole line is a row of share buttons, or asks to share or follow.

    >>> [is_share_line(line) for line in ("Share on Facebook", "Facebook Twitter", "Follow us on Telegram!")]
    [True, True, True]
    >>> [is_share_line(line) for line in ("Facebook", "She shared it on Facebook.")]
    [False, False]
    """
    key = heading_key(text)
    if key in SHARE:
        return True
    words = key.split()
    if NETWORKS.isdisjoint(words):
        return False
    return key.startswith(_FOLLOW) or (
        len(words) > 1 and all(word in NETWORKS or word in SHARE_WORDS for word in words)
    )
