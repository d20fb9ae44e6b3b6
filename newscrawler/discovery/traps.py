"""Addresses that lead to copies of a page, or on for ever, or nowhere: which of them are traps, and of which kind.

Told from the address alone, before any request, so that a trap costs none; the walk counts what it passed over by kind.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

MAX_PATH_SEGMENTS = 12
"""Deeper paths come from relative links that a site resolves wrongly, each page one level deeper."""
MAX_USEFUL_LENGTH = 1500
MAX_PARAMETERS = 6


STAT_PREFIX = "newscrawler/trap/"


class Trap(StrEnum):
    """Why an address is never asked for. The same words in stats (`newscrawler/trap/<trap>`) and in the report."""

    CALENDAR = "calendar"
    """A day, week or month of a calendar, which has one before it and one after it for ever."""
    FILTER = "filter"
    """A list in another order, or a part of it."""
    SEARCH = "search"
    """The answer to a search."""
    REPLY = "reply"
    """The same page once more: to reply to it, share it, buy it, or come back to it after a log-in."""
    SESSION = "session"
    """The same page for one visit: asked for without that number where the site's own pages taught its name
    (`visits`), else not at all. What is surely a session's number is no part of an address (`normal_form`)."""
    ENDLESS_PATH = "endless_path"
    """Segments that repeat themselves, or more than twelve of them: relative links, wrongly resolved."""
    PARAMETERS = "parameters"
    """More than six parameters, or the same ones again and again."""
    TEMPLATE = "template"
    """A script's or a template's placeholder that nobody filled in."""
    MACHINERY = "machinery"
    """Of the site's own works: log-in, administration, a theme's templates."""
    TOO_LONG = "too_long"
    """More than 1,500 characters."""


MOST_COUNTED = 100_000
"""Addresses of one site that are told apart: 8 bytes and a place in a set each. Further ones are not counted."""


@dataclass(slots=True)
class Traps:
    """What was passed over in one run: distinct addresses by kind, and the first of each."""

    counts: Counter[Trap] = field(default_factory=Counter)
    samples: dict[Trap, str] = field(default_factory=dict)
    _known: set[int] = field(default_factory=set)

    def note(self, trap: Trap, url: str) -> None:
        """`url` leads into a `trap`, and is not asked for."""
        key = hash(url)
        if key in self._known or len(self._known) >= MOST_COUNTED:
            return
        self._known.add(key)
        self.counts[trap] += 1
        self.samples.setdefault(trap, url)

    def told(self) -> dict[str, dict[str, Any]]:
        """Kind → `addresses` (how many) and `sample`, the most frequent first; as JSON can hold it."""
        return {
            str(trap): {"addresses": count, "sample": self.samples[trap]} for trap, count in self.counts.most_common()
        }


_PARAMETERS: dict[str, Trap] = {
    name: kind
    for kind, names in (
        (Trap.FILTER, "filter_by filter orderby order sort sortby sort_by dir view_as"),
        (Trap.REPLY, "replytocom like_comment share nb add-to-cart add_to_wishlist redirect_to redirect return "
                     "returnurl return_to next_url _wpnonce nonce attachment_id"),
        (Trap.SESSION, "session sessionid session_id sessid"),
        (Trap.CALENDAR, "calendar cal month year eventdate event-date tribe-bar-date ical date day week"),
        (Trap.SEARCH, "s q search query keyword keywords suche"),
    )
    for name in names.split()
}  # fmt: skip
"""Parameters that make new addresses for ever."""
_MACHINERY = frozenset("tdb_templates wp-admin wp-json wp-login.php xmlrpc.php cdn-cgi trackback".split())
_CALENDARS = frozenset("calendar kalender calendario calendrier kalendar kalendarz agenda events event".split())
_TEMPLATE = re.compile(r"/:[A-Za-z]|%7B%7B|%7B[a-z]+%7D|\$\(|\[object|/(?:undefined|null|NaN)(?:/|\Z)")
_ARTICLE_NUMBER = re.compile(r"(?:^|&)(?:aid|article_?id|article|newsid|news_id|nid|arcid|idxno)=\d{4,}", re.IGNORECASE)
"""Asks for one article, whatever day stands beside it."""
_CALENDAR_PAGE = re.compile(r"\d{4}(?:[-_]?\d{1,2}){0,2}")


def trap_of(url: str) -> Trap | None:
    """The kind of trap that `url` (in normal form) leads into; None for what may be a page of its own.

    >>> str(trap_of("https://example.org/sport/?filter_by=popular")), trap_of("https://example.org/sport/page/2/")
    ('filter', None)
    """
    if len(url) > MAX_USEFUL_LENGTH:
        return Trap.TOO_LONG
    if _TEMPLATE.search(url):
        return Trap.TEMPLATE
    address, _, query = url.partition("?")
    segments = [segment for segment in address.split("/")[3:] if segment]
    return _in_path(segments) or (_in_query(query) if query else None)


def is_trap(url: str) -> bool:
    """Whether `url` (in normal form) is one of them."""
    return trap_of(url) is not None


def _in_path(segments: list[str]) -> Trap | None:
    if not _MACHINERY.isdisjoint(segments):
        return Trap.MACHINERY
    words = [segment for segment in segments if not segment.isdigit()]
    # /a/b/a/b/, /a/a/a/; one repetition is common: /sport/sport/
    if len(segments) > MAX_PATH_SEGMENTS or len(words) - len(set(words)) >= 2:
        return Trap.ENDLESS_PATH
    for name, page in pairwise(segments):
        if name in _CALENDARS and _CALENDAR_PAGE.fullmatch(page) and segments[-1].replace("-", "").isdigit():
            return Trap.CALENDAR
    return None


def _in_query(query: str) -> Trap | None:
    names = [part.partition("=")[0].lower() for part in query.split("&")]
    known = next((_PARAMETERS[name] for name in names if name in _PARAMETERS), None)
    if known is None and (len(names) > MAX_PARAMETERS or len(names) - len(set(names)) >= 2):
        return Trap.PARAMETERS
    if known is Trap.CALENDAR and _ARTICLE_NUMBER.search(query):
        return None
    return known
