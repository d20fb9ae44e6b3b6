"""Parameters that say which visit it is, under names that nobody knows (`?xvisit=8f3a…`): learned from a site's pages.

Such a site gives every link a new number, so its few pages have addresses without end. They are told by what is behind
them: the same path with another number is the same story. One path whose story differs with the number clears the name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from newscrawler.items import Article

LEAST = 4
"""Stories that came again under another number before a parameter is left out."""
MOST_KNOWN = 5000
"""Paths of one site that are kept in mind."""
_NUMBER = re.compile(r"(?=[^=]*\d)[0-9A-Za-z_.-]{8,200}")
"""What a visit's number looks like: long, with digits. `?page=2` and `?lang=de` are no such thing."""


@dataclass(slots=True)
class Visits:
    """What one site's pages have shown in this run."""

    _openings: dict[tuple[int, str], tuple[str, int]] = field(default_factory=dict)
    """Of an address without the parameter, and that parameter's name: its number, and how the story began."""
    _repeated: Counter[str] = field(default_factory=Counter)
    _cleared: set[str] = field(default_factory=set)

    def learn(self, url: str, article: Article) -> None:
        """`article` was read at `url` (in normal form)."""
        if "?" not in url:
            return
        opening = hash((article.title, *(block.text for block in article.blocks[:4])))
        for name, number in _numbers(url):
            key = (hash(_without(url, {name})), name)
            before = self._openings.get(key)
            if before is None:
                if len(self._openings) < MOST_KNOWN:
                    self._openings[key] = number, opening
            elif before[0] != number:
                if before[1] == opening:
                    self._repeated[name] += 1
                else:
                    self._cleared.add(name)

    def plain(self, url: str) -> str:
        """`url` without the parameters that were learned to tell visits apart."""
        if "?" not in url or not self._repeated:
            return url
        learned = {name for name, _ in _numbers(url) if self._repeated[name] >= LEAST and name not in self._cleared}
        return _without(url, learned) if learned else url


def _numbers(url: str) -> list[tuple[str, str]]:
    """The parameters whose value may be a visit's number."""
    pairs = [part.partition("=")[::2] for part in url.partition("?")[2].split("&")]
    return [(name, value) for name, value in pairs if _NUMBER.fullmatch(value)]


def _without(url: str, names: set[str]) -> str:
    address, _, query = url.partition("?")
    kept = "&".join(part for part in query.split("&") if part.partition("=")[0] not in names)
    return address + (f"?{kept}" if kept else "")
