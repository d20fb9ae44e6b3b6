"""Appeals to the reader: newsletters, channels, apps, subscriptions."""

from __future__ import annotations

from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.wording import APPEAL_OBJECTS, APPEALS, OUR_APPEALS, heading_key
from newscrawler.items import Article, Block

_APPEALS = tuple(sorted(APPEALS))
_OURS = tuple(sorted(OUR_APPEALS))
_QUOTATION = frozenset('"“”„«»「」')
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
    begins = key.startswith(_APPEALS) or (any(ours in key for ours in _OURS) and _QUOTATION.isdisjoint(text))
    return begins and any(thing in key for thing in _OBJECTS)
