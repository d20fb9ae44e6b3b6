"""What a page says of its own keeping: `<meta name="robots">`, `<meta name="newscrawler">`, `X-Robots-Tag`, TDM.

Directives for everybody and those for us by name add up, as search engines read them; those for others are not ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice

from lxml import etree

PRODUCT_TOKEN = "newscrawler"  # noqa: S105 - RFC 9309's word for a crawler's name
MAX_VALUE = 2000
"""Characters that are read of one directive's value; real ones have some 100."""
MAX_METAS = 500

_WITH_VALUE = frozenset(("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"))
_PREFIX = re.compile(r"\s{0,9}([A-Za-z][\w-]{0,60})\s{0,9}:")
_UNTIL = re.compile(r"unavailable_after\s{0,9}:\s{0,9}([^;]{4,60})", re.IGNORECASE)
_PARTS = re.compile("[,;]")
_PLAIN = frozenset("noindex noarchive nofollow noai".split())
_ALIASES = {"none": ("noindex", "nofollow"), "nocache": ("noarchive",)}


@dataclass(frozen=True, slots=True)
class PageDirectives:
    """What was said."""

    words: frozenset[str] = frozenset()
    """Of `noindex`, `noarchive`, `nofollow`, `noai`, and `unavailable_after` where that instant has passed."""
    tdm_reserved: bool | None = None
    """Whether text and data mining is reserved; None: not said."""


def read_page_directives(
    root: etree._Element | None,
    robots_tags: Iterable[str],
    tdm_header: str | None,
    now: datetime,
) -> PageDirectives:
    """Join what the page's metas and its headers (`X-Robots-Tag`, each by itself; `tdm-reservation`) say at `now`."""
    words: set[str] = set()
    reserved = _flag(tdm_header)
    for value in islice(robots_tags, 20):
        words |= _words(_for_us(value[:MAX_VALUE]), now)
    for meta in islice(root.iter("meta"), MAX_METAS) if root is not None else ():
        name = (meta.get("name") or "").strip().lower()
        if name in ("robots", PRODUCT_TOKEN):
            words |= _words((meta.get("content") or "")[:MAX_VALUE], now)
        elif name == "tdm-reservation":
            stated = _flag(meta.get("content"))
            reserved = reserved if stated is None else stated  # the page's own word stands above its header
    return PageDirectives(frozenset(words), reserved)


def _for_us(value: str) -> str:
    """A header's directives without the names they are for, and without those for others: a name speaks to its own
    until the next one.

    >>> _for_us("otherbot: noindex"), _for_us("newscrawler: noindex"), _for_us("unavailable_after: 1 Jan 2030")
    ('', ' noindex', 'unavailable_after: 1 Jan 2030')
    >>> _for_us("otherbot: noindex, nofollow, newscrawler: noarchive")
    ' noarchive'
    """
    is_ours, ours = True, []
    for part in value.split(","):
        found = _PREFIX.match(part)
        if found is not None and found[1].lower() not in _WITH_VALUE:
            is_ours = found[1].lower() == PRODUCT_TOKEN
            part = part[found.end() :]
        if is_ours:
            ours.append(part)
    return ",".join(ours)


def _words(value: str, now: datetime) -> set[str]:
    words: set[str] = set()
    for part in _PARTS.split(value):
        for word in part.lower().split() if ":" not in part else ():  # many write a space where a comma belongs
            words.update(_ALIASES.get(word, (word,) if word in _PLAIN else ()))
    until = _UNTIL.search(value)
    moment = _instant(until[1]) if until else None
    if moment is not None and moment < now:
        words.add("unavailable_after")
    return words


def _instant(text: str) -> datetime | None:
    """The instant that `text` begins with: ISO 8601, RFC 822 or 850; further directives may stand behind a comma."""
    pieces = text.split(",")
    for count in range(min(len(pieces), 3), 0, -1):
        stated = ",".join(pieces[:count]).strip()
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                moment = read(stated)
                return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
            except (ValueError, OverflowError, TypeError, IndexError):
                continue
    return None


def _flag(value: str | None) -> bool | None:
    return {"1": True, "0": False}.get((value or "").strip()[:9])
