"""What players, galleries and embeds say for themselves: "Play video", "Click to enlarge" and the like."""

from __future__ import annotations

from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.phrases import first_words, heading_key
from newscrawler.cleaning.wording import PLAYER
from newscrawler.items import Article, Block

_LONGEST = 90
_FIRST = first_words(PLAYER)


def remove_media_player(blocks: list[Block], article: Article) -> list[Block]:
    """Take whole lines that are a player's or a gallery's own words."""
    return without_lines(blocks, article, is_player_line, longest=_LONGEST, first=_FIRST)


def is_player_line(text: str) -> bool:
    """Whether the whole line is a player's.

    >>> is_player_line("Listen to this article"), is_player_line("Listen to this article of faith: no boats on Sunday.")
    (True, False)
    """
    return heading_key(text) in PLAYER
