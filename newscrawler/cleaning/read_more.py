"""Lines inside the body that lead to another article: "Read also: …", "READ MORE | …", "Lesen Sie auch"."""

from __future__ import annotations

import re

from newscrawler.cleaning.closing_wording import HEADINGS, RELATED
from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.phrases import first_words, heading_key
from newscrawler.cleaning.shapes import ends_sentence
from newscrawler.cleaning.wording import READ_MORE, READ_MORE_LEADS
from newscrawler.items import Article, Block

_BUTTONS = READ_MORE - HEADINGS.keys()
"""What stands alone as a button does. The others may head a closing block: alone, they are the closing's to judge."""
_LEADS = READ_MORE | READ_MORE_LEADS | RELATED
_LONGEST = 220
_PHRASE_CHARS = 40
_FIRST = first_words(_LEADS)
_LEAD = re.compile(r"([^:：|｜»>]{2,40}?)\s?[:：|｜»>]\s?(?=\S)")
_BRACKETS = ("[", "(", "【", "（")
_BRACKETED = re.compile(r"[\[(【（]([^\])】）]{2,200})[\])】）]\.?")


def remove_read_more(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines that only lead to another article."""
    return without_lines(blocks, article, is_read_more, longest=_LONGEST, first=_FIRST)


def is_read_more(text: str) -> bool:
    """Whether the line is such words alone, or such words, a mark, and a headline; a sentence is none.

    >>> [is_read_more(line) for line in ("Read also: Ferry fares frozen", "READ MORE Ferry fares frozen", "Read more")]
    [True, True, True]
    >>> [is_read_more(line) for line in ("Read more slowly, she said.", "Related: the two are brothers.", "Watch")]
    [False, False, False]
    """
    if text[:1] in _BRACKETS and (bracketed := _BRACKETED.fullmatch(text)):
        text = bracketed[1]
    if len(text) <= _PHRASE_CHARS and heading_key(text) in _BUTTONS:
        return True
    lead = _LEAD.match(text)
    if lead:
        return heading_key(lead[1]) in _LEADS and not ends_sentence(text)
    return text[:2].isupper() and _is_shouted(text)


def _is_shouted(text: str) -> bool:
    """READ MORE in capitals, then a headline in small letters."""
    words = text.split()
    capitals = next((at for at, word in enumerate(words) if not word.isupper()), 0)
    if capitals < 2 or ends_sentence(text):
        return False
    return any(heading_key(" ".join(words[:length])) in READ_MORE for length in (2, 3))
