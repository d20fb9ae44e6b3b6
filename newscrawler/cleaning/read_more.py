"""Lines inside the body that lead to another article: "Read also: …", "READ MORE | …", "Lesen Sie auch"; and lists of
such lines under "Read next:".
"""

from __future__ import annotations

import re
from itertools import takewhile

from newscrawler.cleaning.closing_wording import HEADINGS, RELATED, RELATED_PROMPTS
from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.phrases import first_word, first_words, heading_key
from newscrawler.cleaning.read_more_wording import READ_ALSO, READ_MORE, READ_MORE_LEADS
from newscrawler.cleaning.shapes import ends_sentence
from newscrawler.items import Article, Block

_BUTTONS = READ_MORE - HEADINGS.keys()
"""What stands alone as a button does. The others may head a closing block: alone, they are the closing's to judge."""
_LEADS = READ_MORE | READ_MORE_LEADS | RELATED
_LONGEST = 220
_PHRASE_CHARS = 40
_FIRST = first_words(_LEADS)
_OVER_LISTS = READ_MORE | RELATED | RELATED_PROMPTS
_FIRST_OVER_LISTS = first_words(_OVER_LISTS)
_OVER = frozenset({"crosshead", "paragraph", "line"})
_COLONS = (":", "：")
_MOST_ENTRIES = 12
"""Entries of such a list; those seen have two to six."""
_LEAD = re.compile(r"([^:：|｜»>]{2,40}?)\s?[:：|｜»>]\s?(?=\S)")
_BRACKETS = ("[", "(", "【", "（")
_BRACKETED = re.compile(r"[\[(【（]([^\])】）]{2,200})[\])】）]\.?")


def remove_read_more(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines that only lead to another article, and lists of them under such words and a colon."""
    return without_lines(_without_lists(blocks), article, is_read_more, longest=_LONGEST, first=_FIRST)


def _without_lists(blocks: list[Block]) -> list[Block]:
    gone: set[int] = set()
    for at, block in enumerate(blocks):
        if len(block.text) > _PHRASE_CHARS or not block.text.endswith(_COLONS) or block.kind not in _OVER:
            continue
        if first_word(block.text) not in _FIRST_OVER_LISTS or heading_key(block.text) not in _OVER_LISTS:
            continue
        entries = list(takewhile(lambda each: blocks[each].kind == "list_item", range(at + 1, len(blocks))))
        if 0 < len(entries) <= _MOST_ENTRIES:
            gone.update((at, *entries))
    return [block for at, block in enumerate(blocks) if at not in gone] if gone else blocks


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
    return (text[:2].isupper() and _is_shouted(text)) or _is_headed(text)


def _is_headed(text: str) -> bool:
    """ "Lire aussi", then a headline."""
    words = text.split(maxsplit=4)
    if len(words) < 3 or ends_sentence(text):
        return False
    return any(
        heading_key(" ".join(words[:length])) in READ_ALSO and not words[length][0].islower()
        for length in range(2, min(3, len(words) - 1) + 1)
    )


def _is_shouted(text: str) -> bool:
    """READ MORE in capitals, then a headline in small letters."""
    words = text.split()
    capitals = next((at for at, word in enumerate(words) if not word.isupper()), 0)
    if capitals < 2 or ends_sentence(text):
        return False
    return any(heading_key(" ".join(words[:length])) in READ_MORE for length in (2, 3))
