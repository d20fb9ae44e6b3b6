"""Appeals to the reader: newsletters, channels, apps, subscriptions."""

from __future__ import annotations

from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.phrases import first_word, first_words, heading_key
from newscrawler.cleaning.wording import APPEAL_OBJECTS, APPEALS, OUR_APPEALS
from newscrawler.items import Article, Block

_LONGEST = 260
_APPEALS = tuple(sorted(APPEALS))
_FIRST = first_words(APPEALS)
_OURS = tuple(sorted(OUR_APPEALS))
_VERBS = tuple("sign up|subscribe|download our|newsletter|abonn|suscr|inscr|assine|iscriv|nieuwsbrief".split("|"))
_ASCII_VERBS = tuple(verb.encode() for verb in _VERBS)
"""One of these is in each phrase of `_OURS`."""
_OBJECTS = tuple(sorted(APPEAL_OBJECTS))
_QUOTATION = frozenset('"“”„«»「」')


def remove_newsletter_box(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines that ask their reader to sign up, subscribe or install."""
    short = "\n".join([block.text for block in blocks if len(block.text) <= _LONGEST])
    folded = short.encode("utf-8", "replace").lower()  # ten times as fast as `casefold` where there is one “
    first = None if any(map(folded.__contains__, _ASCII_VERBS)) else _FIRST  # no line appeals but by its beginning
    return without_lines(blocks, article, is_appeal, longest=_LONGEST, first=first)


def is_appeal(text: str) -> bool:
    """Whether the line begins as an appeal does and names what it is for; a story has the one or the other.

    >>> is_appeal("Sign up for our weekly newsletter and never miss a tide."), is_appeal("Sign up for the regatta.")
    (True, False)
    """
    begins = first_word(text) in _FIRST
    if not begins and not any(map(text.casefold().__contains__, _VERBS)):
        return False
    key = heading_key(text)
    if not any(map(key.__contains__, _OBJECTS)):
        return False
    if begins and key.startswith(_APPEALS):
        return True
    return _QUOTATION.isdisjoint(text) and any(map(key.__contains__, _OURS))
