"""Appeals to the reader: newsletters, channels, apps, subscriptions."""

from __future__ import annotations

from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.wording import APPEAL_OBJECTS, APPEALS, heading_key
from newscrawler.items import Article, Block

_APPEALS = tuple(sorted(APPEALS))
_OBJECTS = tuple(sorted(APPEAL_OBJECTS))


def remove_newsletter_box(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines that ask their reader to sign up, subscribe or install."""
    return without_lines(blocks, article, is_appeal)


def is_appeal(text: str) -> bool:
    """Whether the line begins as an appeal does and names what it is for; a story has the one or the other.

    >>> is_appeal("Sign up for our weekly newsletter and never miss a tide."), is_appeal("Sign up for the regatta.")
    (True, False)
    """
    key = heading_key(text)
    return key.startswith(_APPEALS) and any(thing in key for thing in _OBJECTS)
