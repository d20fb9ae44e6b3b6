"""What a channel says: the addresses it names, each with all it tells of it, and where it goes on.

A *channel* is an address under which a site tells machines what it has: a sitemap, a feed, WordPress' REST interface.
What is read here is plain words; who asks for what, and when, is the walk's business.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MAX_ENTRIES = 50_000
"""Addresses taken from one answer: the most that the sitemap protocol allows in a file."""
MAX_TITLE = 500
MAX_NAMES = 30
"""Authors, sections or tags of one entry."""


class Channel(StrEnum):
    """The kinds of channels; their names are those of witnesses in a record's `sources`."""

    SITEMAP = "sitemap"
    """A sitemap, an index of sitemaps, a news sitemap."""
    FEED = "feed"
    """RSS, Atom, RDF or JSON Feed."""
    WP_JSON = "wp_json"
    """WordPress' REST interface."""
    LINKS = "links"
    """The links of a page: what is left where no channel tells of a site's articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One address that a channel names, with what it says of it; what it does not say is None or ()."""

    url: str
    """In normal form."""
    title: str | None = None
    published: str | None = None
    """ISO 8601, as in the record."""
    modified: str | None = None
    """As `published`."""
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    """Outermost first."""
    tags: tuple[str, ...] = ()
    """Of a feed all its categories: feeds do not tell sections from tags."""
    language: str | None = None
    is_article: bool = False
    """Whether the channel holds articles and nothing else (feeds, news sitemaps, posts)."""

    @property
    def latest(self) -> str:
        """The day it was last heard of, for putting the newest first; empty where no day is told."""
        return max(self.published or "", self.modified or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """Another address of the same channel: a sitemap in an index, a feed's next page."""

    url: str
    modified: str | None = None
    """When anything in it last changed, as told."""


@dataclass(slots=True, kw_only=True)
class Listing:
    """One answer of a channel, read."""

    channel: Channel
    entries: list[Entry] = field(default_factory=list)
    further: list[Further] = field(default_factory=list)
    total: int | None = None
    """How many articles the channel says it has in all."""
    notes: list[str] = field(default_factory=list)
    """What was wrong with the answer, in words: cut off, too many addresses …"""

    @property
    def says_nothing(self) -> bool:
        """Whether it names no address at all."""
        return not self.entries and not self.further


def told_by(entry: Entry, channel: Channel) -> dict[str, Any]:
    """What `channel` said of an article, as JSON can hold it, to travel with the article's request.

    >>> told_by(Entry(url="https://example.org/a", title="A"), Channel.FEED)
    {'source': 'feed', 'title': 'A'}
    """
    told: dict[str, Any] = {"source": str(channel)}
    for name in ("title", "published", "modified", "language"):
        if value := getattr(entry, name):
            told[name] = value
    for name in ("authors", "sections", "tags"):
        if values := getattr(entry, name):
            told[name] = list(values)
    return told


_TAG = re.compile(r"<[^<>]{0,2000}>")


def plain_text(markup: str | None, longest: int = MAX_TITLE) -> str | None:
    """The words of a title or name that may hold tags and entities, once or twice escaped; None where it has none.

    >>> plain_text("Rain &amp;amp; <b>wind</b>"), plain_text(" ")
    ('Rain & wind', None)
    """
    text = (markup or "")[: 8 * longest]
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    text = " ".join(text.split())[:longest].strip()
    return text or None


def plain_names(names: Iterable[Any]) -> tuple[str, ...]:
    """Names as `plain_text`, each once, in order; what is no text is left out."""
    found = dict.fromkeys(filter(None, (plain_text(name, 200) for name in names if isinstance(name, str))))
    return tuple(found)[:MAX_NAMES]
