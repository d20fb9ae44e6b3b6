"""Which lists of a site (section fronts, tags, authors) are worth a request: those that still bring unseen articles.

Lists wait here, family by family, and are let go one at a time; when lists of a family bring nothing new several
times in a row, the rest of the family is not asked for. A site whose sitemaps or REST interface told of its articles
has its lists looked into, no more.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from newscrawler.discovery.addresses import address_key
from newscrawler.discovery.shapes import AUTHOR_WORDS

MOST_WAITING = 5000
"""Lists of one family that are kept in mind."""
_TAG_WORDS = frozenset("tag tags label topic topics thema themen tema temas".split())


Listed = dict[str, Any]
"""What travels with a list's request: `family`, and how many pages before it were `stale` (brought nothing new)."""


class Family(StrEnum):
    """Lists of one kind, the most telling first."""

    PAGES = "pages"
    """The further pages of where the crawl began."""
    SECTION = "section"
    TAG = "tag"
    AUTHOR = "author"


PATIENCE = {Family.PAGES: 3, Family.SECTION: 12, Family.TAG: 5, Family.AUTHOR: 3}
"""As many lists in a row may bring nothing new before the rest of the family is left alone."""
PATIENCE_WITH_CHANNEL = 2
"""The same, over all families and of lists that name any article, where a channel has told of the site's articles."""


def family_of(url: str) -> Family:
    """What a list's address says it lists."""
    segments = set(url.lower().partition("?")[0].split("/")[3:5])
    if segments & AUTHOR_WORDS:
        return Family.AUTHOR
    return Family.TAG if segments & _TAG_WORDS else Family.SECTION


@dataclass(slots=True)
class Lists:
    """The lists of one site."""

    has_channel: bool = False
    """Whether a channel has told of the site's articles."""
    is_out: bool = False
    """Whether one is under way."""
    waiting: dict[Family, deque[str]] = field(default_factory=lambda: {family: deque() for family in Family})
    misses: Counter[Family] = field(default_factory=Counter)
    """Lists in a row that brought nothing new, by family."""
    covered: int = 0
    """Lists in a row that named articles, of which none was new; one that names none says nothing of the others."""
    keep: Callable[[str, str], None] | None = None
    """Notes a list and its family for a run that goes on with this one's crawl."""
    _known: set[str] = field(default_factory=set)

    def offer(self, url: str, family: Family | None = None) -> None:
        """Somebody told of a list."""
        family = family or family_of(url)
        if self.wait(url, family) and self.keep is not None:
            self.keep(url, str(family))

    def wait(self, url: str, family: Family) -> bool:
        """Put a list with those that wait; False where it is known, or too many wait."""
        key = address_key(url)
        if key in self._known or len(self.waiting[family]) >= MOST_WAITING:
            return False
        self._known.add(key)
        self.waiting[family].append(url)
        return True

    def note(self, family: Family, *, named: int, unseen: int) -> None:
        """A list of `family` named so many articles, `unseen` of which nobody had named before."""
        self.misses[family] = 0 if unseen else self.misses[family] + 1
        self.covered = 0 if unseen else self.covered + bool(named)

    def next(self) -> tuple[str, Family] | None:
        """The next list that is worth a request."""
        if self.has_channel and self.covered >= PATIENCE_WITH_CHANNEL:
            return None
        for family, urls in self.waiting.items():
            if urls and self.misses[family] < PATIENCE[family]:
                return urls.popleft(), family
        return None
