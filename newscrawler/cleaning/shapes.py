"""What the shape of a line tells without its words: prose or headline, a temperature, a place.

Every function looks at lengths first, since nearly all blocks of an article are long, and a crawl asks this of
each of them.
"""

from __future__ import annotations

import re

PROSE_WORDS = 16
"""More words than this make a line prose even without a full stop; the headlines seen have up to 20, but those
stand in lists, where `is_headline` is asked."""

HEADLINE_CHARS = 200
SUMMARY_CHARS = 400
"""The longest teaser summaries seen have 55 words (about 350 characters)."""

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
"""Scripts that put no (or few) spaces between words."""
_WIDE_CHARS_A_WORD = 2

_STOPS = (".", "。", "।", "۔", "．", "։")
_MARKS = ("!", "?", "！", "？", "؟", "…", ":", ";", ",", "：", "；", "，", "、")
_CLOSERS = "\"'”’»›)]）」』】*"
_ABBREVIATION = re.compile(r"(?:(?:\b[A-Za-z]\.){2,4}|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|St|Bros|etc|No)\.)$")

_SMALL_WORDS = frozenset("with from into over than that upon onto amid after under between".split())
"""Four letters or more, and yet small in title case."""

_TEMPERATURE = re.compile(
    r"[-+−–]?\s?[0-9]{1,3}(?:[.,][0-9]{1,2})?\s?(?:°|º|˚)?\s?(?:[CFcf]|℃|℉)|[-+−–]?[0-9]{1,3}\s?[°º˚]"
)


def word_count(text: str) -> int:
    """Words of `text`; in scripts without spaces every two characters count as one.

    >>> word_count("A quiet quay"), word_count("北京时间")
    (3, 2)
    """
    wide = len(_WIDE.findall(text)) if not text.isascii() else 0
    return len(text.split()) if not wide else len(_WIDE.sub("", text).split()) + wide // _WIDE_CHARS_A_WORD


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does: a full stop, with closing quotes or brackets after it or not.

    Question and exclamation marks end headlines too, "..." ends what was cut, and an abbreviation's full stop may
    end a headline in title case: none of them counts.

    >>> ends_sentence("He said “no.”"), ends_sentence("New Ferries in the U.S."), ends_sentence("Cut short ...")
    (True, False, False)
    >>> ends_sentence("They went back to the U.S."), ends_sentence("It was 31 C.")
    (True, True)
    """
    bare = text.rstrip(_CLOSERS)
    if not bare.endswith(_STOPS) or bare.endswith(".."):
        return False
    return not (_ABBREVIATION.search(bare[-8:]) and is_title_case(bare))


def is_headline(text: str) -> bool:
    """Whether `text` could be a headline, a tag or a menu's entry: short, and no sentence."""
    return len(text) <= HEADLINE_CHARS and not ends_sentence(text)


def is_crosshead(text: str) -> bool:
    """Whether `text` has the shape of a crosshead: at most 14 words, begins large, no mark at its end.

    A question mark is let pass where the words are in title case.

    >>> is_crosshead("A Quiet Quay"), is_crosshead("Nobody came."), is_crosshead("What Comes Next?")
    (True, False, True)
    """
    if len(text) > 120 or word_count(text) > 14:
        return False
    first = next((char for char in text if char.isalnum()), "")
    if not first or first.islower():
        return False
    bare = text.rstrip(_CLOSERS)
    if bare.endswith(("!", "?", "！", "？")):
        return is_title_case(text)
    return not bare.endswith(_MARKS) and not ends_sentence(text)


def is_title_case(text: str) -> bool:
    """Whether all words of weight (at least two words in all) begin large.

    >>> is_title_case("The Return of the Herring"), is_title_case("The return of the herring")
    (True, False)
    """
    words = [word.lstrip("\"'“‘«(") for word in text.split()]
    return len(words) >= 2 and all(
        not word[:1].islower() for word in words if len(word) > 3 and word not in _SMALL_WORDS
    )


def is_prose(text: str) -> bool:
    """Whether `text` is running text: a sentence (of two words at least), or long.

    >>> is_prose("It rained."), is_prose("A Quiet Quay"), is_prose("Why?")
    (True, False, False)
    """
    if len(text) > SUMMARY_CHARS:
        return True
    words = word_count(text)
    return words > PROSE_WORDS or (words >= 2 and text.rstrip(_CLOSERS).endswith((*_STOPS, *_MARKS[:6])))


def is_temperature(text: str) -> bool:
    """Whether the whole of `text` is a temperature as a widget shows it.

    >>> [is_temperature(line) for line in ("6.9 C", "-3.1 C", "61 F", "27°", "27 degrees", "12")]
    [True, True, True, True, False, False]
    """
    return len(text) <= 12 and _TEMPERATURE.fullmatch(text.strip()) is not None


def is_place(text: str) -> bool:
    """Whether `text` has the shape of a place's name as a widget shows it: "Lowmoor", "Junin, AR".

    >>> [is_place(line) for line in ("Lowmoor", "Rio de Janeiro", "Junin, AR", "It rained.", "5 dead")]
    [True, True, True, False, False]
    """
    if not text or len(text) > 40 or len(text.split()) > 5 or any(char.isdigit() for char in text):
        return False
    return not text[0].islower() and not text.rstrip(_CLOSERS).endswith((*_STOPS, *_MARKS))
