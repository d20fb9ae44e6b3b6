"""How lines are compared with the tables of phrases: by their words alone, and first by their first word.

A key is a line's letters and digits in words, without case and marks; the tables (`wording`, `opening_wording`,
`closing_wording`) are sets of keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=2048)  # several steps ask about the same line
def heading_key(text: str) -> str:
    """The words of `text` alone, for comparison with the tables.

    >>> heading_key("» Check out other tags:")
    'check out other tags'
    """
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


@lru_cache(maxsize=32_768)  # lines come again, on a page and on the next
def first_word(text: str) -> str:
    """The first word of `text`, without case: what most lines can be told by from those of a table.

    >>> first_word("» Check out other tags:"), first_word("…")
    ('check', '')
    """
    found = _WORD.search(text)
    return found[0].casefold() if found else ""


@lru_cache(maxsize=1)  # five steps in a row ask about the same lines
def by_first_word(texts: tuple[str, ...], longest: int) -> dict[str, list[int]]:
    """The first words of those `texts` that have no more than `longest` characters → their places."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if len(text) <= longest:
            places.setdefault(first_word(text), []).append(place)
    return places


def first_words(*tables: Iterable[str]) -> frozenset[str]:
    """The first words of the phrases in `tables`."""
    return frozenset(phrase.split()[0] for table in tables for phrase in table)


def keys(**languages: str) -> frozenset[str]:
    """The phrases of a table as keys, all languages together; bars part them.

    >>> sorted(keys(en="Copy link | Share!", de="Teilen"))
    ['copy link', 'share', 'teilen']
    """
    phrases = "|".join(languages.values()).replace("\n", " ").split("|")
    return frozenset(heading_key(phrase) for phrase in phrases)
