"""What somebody asks the list of articles for, and as SQL. The tables are those of `index.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import normalize

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[\U00020000-\U0003ffff]"
)
"""Characters of scripts that set no spaces between words: each is indexed as a word of its own."""


@dataclass(slots=True, frozen=True)
class Wanted:
    """What a list is to hold; empty means whatever."""

    words: str = ""
    since: str = ""
    until: str = ""
    section: str = ""
    state: str = ""
    below: float | None = None
    """Confidence in the body below that."""
    page: int = 1


class Query(NamedTuple):
    """A query's parts. They hold words of ours alone; what was asked is in `values`, to be bound."""

    source: str
    where: str
    order: str
    values: list[str | float]


def query_for(wanted: Wanted) -> Query:
    """What finds the last versions that are wanted: the best hits first, else the latest."""
    conditions, values = ["is_last"], list[str | float]()
    for condition, value in (
        ("day >= ?", wanted.since),
        ("day <> '' AND day <= ?", wanted.until),
        ("section = ?", wanted.section),
        ("state = ?", wanted.state),
        ("confidence < ?", wanted.below),
    ):
        if value is not None and value != "":
            conditions.append(condition)
            values.append(value)
    source, order = "lines", "day DESC, number DESC"
    if phrases := query_of(wanted.words):
        source, order = "words JOIN lines ON lines.number = words.rowid", "rank, day DESC"
        conditions.append("words MATCH ?")
        values.append(phrases)
    return Query(source, " AND ".join(conditions), order, values)


def spaced(text: str) -> str:
    """`text` with characters of scripts without spaces set apart, so that each can be found, and composed: the search
    knows accents in either form, and syllables of Hangul only so.

    >>> spaced("北京 News")
    ' 北  京  News'
    """
    return _UNSPACED.sub(lambda found: f" {found[0]} ", normalize("NFC", text))


def query_of(words: str) -> str:
    """What full-text search is to look for: each word, as it stands; "words in quotes" one after the other.

    >>> query_of('harbour "wind park" OR*')
    '"harbour" "wind park" "OR*"'
    """
    found = re.findall(r'"([^"]+)"|([^\s"]+)', words[:500].replace("\0", " "))  # SQLite ends its strings there
    phrases = [" ".join(spaced(quoted or bare).split()) for quoted, bare in found]
    return " ".join(f'"{phrase}"' for phrase in phrases if re.search(r"\w", phrase))
