"""Credits of pictures that stand among the paragraphs: "Photo: Ann Reef", "Ann Reef/Getty Images", and captions that
end with one: "The mole in 1911. Photo: Ann Reef".
"""

from __future__ import annotations

import re

from newscrawler.cleaning.credit_wording import CREDITS, NEWS_AGENCIES, PICTURE_AGENCIES
from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.phrases import first_word, first_words, heading_key
from newscrawler.cleaning.shapes import ends_sentence
from newscrawler.items import Article, Block

_LONGEST = 120
_LONGEST_CAPTION = 300
"""Those seen with their credits have up to 203; a credit behind more may be glued to a paragraph of the story."""
_WORDS = 12
_LEAD_CHARS = 30
_AGENCIES = PICTURE_AGENCIES | NEWS_AGENCIES
_NAME_FOLLOWS = (" by", " via", " of", " von", " de", " di")
_BEFORE_NAME = tuple(f"{lead} " for lead in sorted(CREDITS) if lead.endswith(_NAME_FOLLOWS))
_FIRST = first_words(PICTURE_AGENCIES, _BEFORE_NAME)
_SIGNS = (":", "：", "/", "via", "©", "(")
"""No line is a credit that has none of these and does not begin as one: nineteen in twenty."""
_PARTS = re.compile(r"/|\bvia\b|©|\(")
_OTHER_KINDS = frozenset({"crosshead", "list_item"})
"""An article about cameras lists "Photo: 24 MP"; one about stock photographs has the crosshead "Unsplash"."""


_BRACKETS = "([（【"
_SENTENCE_ENDS = re.compile(r"[.!?。”\"’)]\s+(?:\|\s+)?(?=\S)")
_SENTENCE_END = 8  # characters of it at most: texts have no white space but single spaces


def remove_credits(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines that only say who made or owns a picture, and captions that end so."""
    return without_lines(blocks, article, _is_of_picture, longest=_LONGEST_CAPTION, never=_OTHER_KINDS)


def _is_of_picture(text: str) -> bool:
    return (len(text) <= _LONGEST and is_credit(text)) or is_credited_caption(text)


def is_credited_caption(text: str) -> bool:
    """Whether the paragraph is a sentence or more, and then a credit as a sentence of its own. One in brackets
    proves less: stories that are told in pictures have them too.

    >>> is_credited_caption("The mole in 1911. Photo: Ann Reef/Courier"), is_credited_caption("He left. She said: Go")
    (True, False)
    """
    for found in _SENTENCE_ENDS.finditer(text, max(0, len(text) - _LONGEST - _SENTENCE_END)):
        end = found.end()
        if len(text) - end <= _LONGEST and text[end] not in _BRACKETS and is_credit(text[end:].rstrip(".")):
            return True
    return False


def is_credit(text: str) -> bool:
    """Whether the whole line is a picture's credit: no sentence, and names one in a credit's form.

    >>> [is_credit(line) for line in ("Photo: Ann Reef", "[Image via Port Ellis Museum]", "Ann Reef/Getty Images")]
    [True, True, True]
    >>> [is_credit(line) for line in ("Photos of the pier", "Photo: it shows her father.", "Getty opens a museum")]
    [False, False, False]
    """
    if first_word(text) not in _FIRST and not any(map(text.__contains__, _SIGNS)):
        return False
    if ends_sentence(text):
        return False
    bare = text.strip("[]()（）【】 ")
    words = bare.split()
    if len(words) > _WORDS:
        return False
    lead, colon, names = bare.replace("：", ":").partition(":")
    if colon and len(lead) <= _LEAD_CHARS:
        return heading_key(lead) in CREDITS and _are_names(names.split())
    key = heading_key(bare)
    if key in PICTURE_AGENCIES:
        return True
    parts = _PARTS.split(bare)
    if len(parts) > 1 and heading_key(parts[-1]) in _AGENCIES:
        return ". " not in bare
    return key.startswith(_BEFORE_NAME) and _are_names(words[2:])


def _are_names(words: list[str]) -> bool:
    """Whether all words of weight begin large, and none with a digit."""
    return bool(words) and not any(
        word[0].isdigit() or (len(word) > 3 and word[0].islower() and "/" not in word and "." not in word)
        for word in words
    )
