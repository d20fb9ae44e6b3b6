"""One answer of a channel, whatever it turns out to be, and what its entries most likely lead to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from newscrawler.discovery.addresses import bare_host
from newscrawler.discovery.entries import Channel, Entry, Listing
from newscrawler.discovery.feeds import read_feed
from newscrawler.discovery.links import LinkKind
from newscrawler.discovery.shapes import shape_of
from newscrawler.discovery.sitemaps import holds_articles, holds_lists, read_sitemap
from newscrawler.discovery.traps import Trap, trap_of
from newscrawler.discovery.wordpress import Label, read_posts

SAMPLES = 3
VOUCHED_FOR = frozenset({Trap.CALENDAR, Trap.FILTER, Trap.SEARCH, Trap.PARAMETERS})
"""Traps that an article's address may look like: what holds articles alone, and has an end, is believed of them."""
MOST_NOTES = 10
_ELSEWHERE = ", which this crawl does not ask: it takes a seed of its own"


def read_listing(
    channel: Channel,
    body: bytes,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    labels: Mapping[int, Label] | None = None,
) -> Listing:
    """The answer of a channel at `url`; a feed where a sitemap was named, and the reverse, are read as what they are.

    `headers` are the answer's, names in lower case; `labels` the categories of a site with WordPress.
    """
    if channel is Channel.WP_JSON:
        return read_posts(body, url, headers=headers, labels=labels)
    readers = (read_sitemap, read_feed) if channel is Channel.SITEMAP else (read_feed, read_sitemap)
    listing = readers[0](body, url)
    if listing.says_nothing:
        other = readers[1](body, url)
        if not other.says_nothing:
            return other
    return listing


def kind_of(entry: Entry, listed_in: str) -> LinkKind:
    """What an entry of the channel at `listed_in` leads to: what the channel says, else what the address shows."""
    trap = trap_of(entry.url)
    if trap is not None and not (entry.is_article and trap in VOUCHED_FOR):
        return LinkKind.OTHER
    if entry.is_article:
        return LinkKind.ARTICLE
    shape = shape_of(entry.url)
    if shape.is_static:
        return LinkKind.OTHER
    if shape.is_list or shape.is_numbered_list:
        return LinkKind.INDEX
    if shape.day or shape.has_id:
        return LinkKind.ARTICLE
    if holds_lists(listed_in):
        return LinkKind.INDEX if shape.words < 4 else LinkKind.OTHER
    if holds_articles(listed_in) or shape.words >= 3:
        return LinkKind.ARTICLE
    return LinkKind.INDEX if shape.depth <= 2 and shape.words < 3 else LinkKind.ARTICLE


@dataclass(slots=True)
class Tally:
    """What one channel of a site has told so far."""

    channel: Channel
    url: str
    requests: int = 0
    named: int = 0
    """Addresses in its answers, of whatever kind."""
    articles: int = 0
    """Articles among them, of this site and of the days that were asked for."""
    unseen: int = 0
    """Those of them that nobody had named before."""
    settled: int = 0
    """Sitemaps of its index that were not asked for, since nothing in them has changed."""
    total: int | None = None
    """How many it says it has."""
    first: str | None = None
    """Earliest day it tells of, `YYYY-MM-DD`."""
    last: str | None = None
    samples: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was wrong with its answers, and what of it was not asked for, in words."""

    def count(self, entry: Entry, *, is_unseen: bool) -> None:
        """One more article."""
        self.articles += 1
        self.unseen += is_unseen
        self.reach(entry)
        if len(self.samples) < SAMPLES:
            self.samples.append(entry.url)

    def reach(self, entry: Entry) -> None:
        """It reaches to the day of this article."""
        day = (entry.published or entry.modified or shape_of(entry.url).day or "")[:10]
        if day:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)

    def note(self, listing: Listing) -> None:
        """One more answer."""
        self.requests += 1
        self.named += len(listing.entries) + len(listing.further)
        self.total = listing.total if listing.total is not None else self.total
        for note in listing.notes:
            self.say(note)

    def say_elsewhere(self, host: str, own: Collection[str]) -> None:
        """It named an address at `host`, none of the site's `own`: said where it is a part of them, or they of it."""
        bare = bare_host(host)
        is_near = any(bare.endswith(f".{one}") or one.endswith(f".{bare}") for one in own)
        if is_near and sum(note.endswith(_ELSEWHERE) for note in self.notes) < SAMPLES:
            self.say(f"names addresses at {host}{_ELSEWHERE}")

    def say(self, note: str) -> None:
        """Something was wrong with it, or is left of it; each note once, and not too many."""
        if note not in self.notes and len(self.notes) < MOST_NOTES:
            self.notes.append(note)
