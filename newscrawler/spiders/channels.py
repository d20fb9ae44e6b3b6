"""The walk over a site's channels: what of their answers is followed.

Where to begin is told by the seed's page and by robots.txt (`opening.py`); from there each answer leads on, an index to
its sitemaps, a page of posts to the next (`onward.py`). Whatever a request must know travels with it as JSON, so that a
crawl that was cut short goes on without the rest of what stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from newscrawler.captured import capture_of
from newscrawler.discovery.addresses import address_key, host_of, variant_of
from newscrawler.discovery.entries import Channel, Further, Listing, told_by
from newscrawler.discovery.learned import kind_with
from newscrawler.discovery.links import LinkKind
from newscrawler.discovery.listings import Tally, kind_of, read_listing
from newscrawler.discovery.traps import trap_of
from newscrawler.discovery.wordpress import page_after, page_in, read_terms
from newscrawler.outcomes import Outcome
from newscrawler.site import Site
from newscrawler.spiders import order
from newscrawler.spiders.choice import may_be_wanted
from newscrawler.spiders.known_channels import KnownChannels, known_before
from newscrawler.spiders.lists import Lists
from newscrawler.spiders.onward import Onward
from newscrawler.spiders.revisits import Standing
from newscrawler.spiders.sitemap_visits import note_contradiction
from newscrawler.stored_requests import with_told

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

    from newscrawler.spiders.base import NewsSpider

LASTING = frozenset({Outcome.NOT_FOUND, Outcome.REFUSED, Outcome.BAD_STATUS, Outcome.FORBIDDEN_BY_ROBOTS})
"""Failures that say something of the channel; the others (a time-out, a 503) may have passed by the next run."""

NOT_HAD = frozenset(
    {Outcome.SERVER_ERROR, Outcome.TIMED_OUT, Outcome.TOO_LARGE, Outcome.BAD_RESPONSE, Outcome.UNREACHABLE}
)
"""Those that may be of one answer alone."""
MOST_MISSED = 3
"""As many pages of posts in a row that cannot be had, and the rest is not asked for."""

Asked = dict[str, Any]
"""What travels with a channel's request: `channel`, `root` (the address its tally goes by), `depth`, `page`, `instead`
(addresses to be tried if this one gives nothing), `missed` (pages in a row that could not be had)."""


class Channels:
    """The channels of a crawl's sites."""

    def __init__(self, spider: NewsSpider) -> None:
        self._spider = spider
        self._onward = Onward(spider, self)
        self._sites: dict[str, KnownChannels] = {}

    def lists_of(self, account: Site) -> Lists:
        """The lists of a site."""
        return self.of(account).lists

    def note_article(self, account: Site) -> None:
        """An article of the site is asked for."""
        self.of(account).articles += 1

    def of(self, account: Site) -> KnownChannels:
        """What is known of a site's channels."""
        known = self._sites.get(account.name)
        if known is None:
            known = self._sites[account.name] = known_before(account)
        return known

    # --- what comes back

    def read(self, response: Response, account: Site, asked: Asked) -> tuple[Outcome, Iterator[Request]]:
        """How a channel's request ended, and what follows from the answer."""
        channel = Channel(asked["channel"])
        known, tally = self.of(account), self.tally(account, asked)
        if asked.get("terms"):
            with self._spider.run.reading():
                known.labels = read_terms(response.body)
            tally.requests += 1
            tally.named += len(known.labels)
            return (Outcome.CHANNEL if known.labels else Outcome.NO_CHANNEL), self.instead(account, asked)
        headers = {
            name.decode("latin-1").lower(): values[-1].decode("latin-1")
            for name, values in response.headers.items()
            if values and name.lower().startswith(b"x-wp-")
        }
        with self._spider.run.reading():
            listing = read_listing(channel, response.body, response.url, headers=headers, labels=known.labels)
        tally.note(listing)
        if listing.says_nothing and asked.get("changed_since") and not listing.notes:
            return Outcome.CHANNEL, iter(())  # nothing has changed
        if listing.says_nothing:
            return Outcome.NO_CHANNEL, self.instead(account, asked)
        return Outcome.CHANNEL, self._follow(listing, response, account, asked, tally)

    def after_failure(self, url: str, account: Site, asked: Asked | None, outcome: Outcome) -> Iterator[Request]:
        """What is to be tried when the request for `url`, if it was a channel's, came to nothing."""
        if asked:
            if outcome in LASTING:
                self.tally(account, asked).say(str(outcome))
            elif outcome in NOT_HAD:
                if asked["root"] in account.channels:  # one that never answered may do so in the next run
                    self.tally(account, asked).say(f"{outcome}: {url}")
                yield from self._page_after(url, account, asked)
            yield from self.instead(account, asked)

    def _page_after(self, url: str, account: Site, asked: Asked) -> Iterator[Request]:
        """The page of posts behind one that could not be had: one post may break the page that it is on."""
        missed = asked.get("missed", 0) + 1
        if asked["channel"] == Channel.WP_JSON and page_in(url) > 1 and missed <= MOST_MISSED:
            yield from self.ask(page_after(url), account, order.REST, asked | {"missed": missed})

    def instead(self, account: Site, asked: Asked) -> Iterator[Request]:
        """What is to be tried when a channel gave nothing."""
        if asked.get("instead"):
            first, *rest = asked["instead"]
            priority = order.REST if asked["channel"] == Channel.WP_JSON else order.SITEMAP
            left = {name: value for name, value in asked.items() if name not in ("terms", "instead")}
            yield from self.ask(first, account, priority, left | {"instead": rest})

    def _follow(
        self, listing: Listing, response: Response, account: Site, asked: Asked, tally: Tally
    ) -> Iterator[Request]:
        if asked.get("oldest"):
            for entry in listing.entries:
                tally.reach(entry)
            return
        known, before = self.of(account), tally.unseen
        wanted, by = account.wanted, _witness(response)
        for entry in sorted(listing.entries, key=lambda entry: entry.latest, reverse=True):
            url = variant_of(entry.url) or entry.url
            if not account.owns(url):
                tally.say_elsewhere(host_of(url) or "", account.hosts)
                continue
            kind = kind_of(entry, response.url)
            if kind is LinkKind.OTHER and (trap := trap_of(url)) is not None:
                account.traps.note(trap, url)
            if not entry.is_article and kind is not LinkKind.OTHER:
                kind = kind_with(account.notes.shapes, url, kind)
            if kind is LinkKind.INDEX:
                known.lists.offer(url)
            elif kind is not LinkKind.ARTICLE:
                continue
            elif not may_be_wanted(url, entry.published, wanted, modified=entry.modified):
                account.left_out += 1
            else:
                told = told_by(entry, listing.channel) | by
                standing = self._spider.standing(url, account, told)
                tally.count(entry, is_unseen=self._spider.is_news(standing, url, account))
                if standing is Standing.ASKED and (entry.title or entry.published or entry.authors or entry.tags):
                    self._tell_more(url, account, told)
                if standing in (Standing.UNHEARD, Standing.CHANGED):
                    yield from self._spider.ask_for_article(url, account, told=told)
        if listing.entries and not any(account.owns(entry.url) for entry in listing.entries):
            host = host_of(listing.entries[0].url)
            tally.say(f"names addresses of other hosts alone, the first at {host}: not asked for")
        unseen = tally.unseen - before
        if listing.channel is Channel.SITEMAP:
            now = self._spider.run.clock()
            note_contradiction(response.url, asked.get("modified"), listing.entries, account, now)
            known.has_archive = known.has_archive or bool(listing.further)
        if tally.articles and (listing.channel is Channel.WP_JSON or _is_archive(listing, response.url)):
            known.lists.has_channel = True
        yield from self._onward.after(listing, account, asked, unseen, tally, host_of(response.url))

    def _tell_more(self, url: str, account: Site, told: dict[str, Any]) -> None:
        """Somebody else named the address first, a page's link as a rule: what this channel says of it goes along."""
        key = address_key(url)
        call = account.frontier.waiting_call(key)
        more = with_told(call, told) if call is not None else None
        if more is not None:
            account.frontier.change_call(key, more)

    def say_passed_over(self, named: list[Further], chosen: list[Further], account: Site, asked: Asked) -> None:
        """Some of the sitemaps that a channel named were not chosen: have its tally say so, if it was asked."""
        asked_for = {one.url for one in chosen}
        left = [one.url for one in named if one.url not in asked_for]
        if left and asked["root"] in account.channels:
            self.tally(account, asked).say(
                f"not asked for, since their names tell of no articles: {left[0]} ({len(left)} in all)"
            )

    # --- asking

    def ask(self, url: str, account: Site, priority: int, asked: Asked) -> Iterable[Request]:
        """The request for a channel, unless it was asked for already or has named nothing in earlier runs."""
        if asked["root"] in self.of(account).barren:
            return ()
        return self._spider.ask_for_channel(url, account, priority, {**asked, "channel": str(asked["channel"])})

    def tally(self, account: Site, asked: Asked) -> Tally:
        """What the channel that `asked` is of has told so far."""
        root = asked["root"]
        return account.channels.setdefault(root, Tally(channel=Channel(asked["channel"]), url=root))


def _witness(response: Response) -> dict[str, Any]:
    """The channel's address, and the id of its capture, for those who ask later who said so."""
    capture = capture_of(response)
    return {"by": response.url, **({"capture": capture.record_id} if capture else {})}


def _is_archive(listing: Listing, url: str) -> bool:
    """Whether a sitemap holds more than the newest articles."""
    if listing.channel is not Channel.SITEMAP:
        return False
    return any(not entry.title for entry in listing.entries[:50]) or "news" not in url.rpartition("/")[2].lower()
