"""Appeals to the reader: newsletters, channels, apps, subscriptions."""

from __future__ import annotations

import re

from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.wording import APPEAL_OBJECTS, APPEALS, OUR_APPEALS, heading_key
from newscrawler.items import Article, Block

_LONGEST = 260
_APPEALS = tuple(sorted(APPEALS))
_FIRST_WORDS = frozenset(phrase.split()[0] for phrase in APPEALS)
_OURS = tuple(sorted(OUR_APPEALS))
_OBJECTS = tuple(sorted(APPEAL_OBJECTS))
_FIRST_WORD = re.compile(r"[^\W_]+")
_QUOTATION = frozenset('"“”„«»「」')


def remove_newsletter_box(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines that ask their reader to sign up, subscribe or install."""
    return without_lines(blocks, article, is_appeal, longest=_LONGEST)


def is_appeal(text: str) -> bool:
    """Whether the line begins as an appeal does and names what it is for; a story has the one or the other.

    >>> is_appeal("Sign up for our weekly newsletter and never miss a tide."), is_appeal("Sign up for the regatta.")
    (True, False)
    """
    folded = text.casefold()
    first = _FIRST_WORD.search(folded)
    begins = first is not None and (first[0] in _FIRST_WORDS or not first[0].isascii())
    if not begins and not any(map(folded.__contains__, _OURS)):
        return False
    key = heading_key(text)
    if not any(map(key.__contains__, _OBJECTS)):
        return False
    return key.startswith(_APPEALS) or (_QUOTATION.isdisjoint(text) and any(map(key.__contains__, _OURS)))
