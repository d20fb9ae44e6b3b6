"""Where the walk over a site's channels begins: what the seed's page, robots.txt and the page's system tell of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from newscrawler.archive.earlier_runs import barren_channels
from newscrawler.discovery.addresses import normalise
from newscrawler.discovery.advertised import Advertised, read_advertised
from newscrawler.discovery.entries import Channel, Further
from newscrawler.discovery.listings import read_listing
from newscrawler.discovery.sitemaps import is_of_news, newest_first, worth_asking
from newscrawler.discovery.wordpress import posts_url, terms_url
from newscrawler.extraction.document import Document
from newscrawler.outcomes import Outcome
from newscrawler.site import Site
from newscrawler.spiders import order
from newscrawler.spiders.arguments import Arguments
from newscrawler.spiders.channels import Asked, Channels
from newscrawler.spiders.sitemap_visits import is_left_alone

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

    from newscrawler.spiders.base import NewsSpider

MOST_NEWS = 20
"""News sitemaps that are asked for before any article; a site has one, or one a language. Were there no bound, those
that a robots.txt may name would name fifty million addresses before the first of them is asked for.
"""
MOST_FOREIGN = 5
"""Channels on hosts of others (robots.txt may name sitemaps anywhere, www.sitemaps.org/protocol.html#location); they
keep those hosts' robots.txt and pace, and only addresses of the site itself are taken from them."""


class Opening:
    """Opens the channels of a crawl's sites, each site's once."""

    def __init__(self, spider: NewsSpider, channels: Channels) -> None:
        self._spider = spider
        self._channels = channels

    def open(self, document: Document, response: Response, account: Site) -> Iterator[Request]:
        """The channels that a seed's page, robots.txt and the page's system tell of; once a site."""
        known = self._channels.of(account)
        if known.is_open:
            return
        header = b", ".join(response.headers.getlist("Link")).decode("latin-1")
        with self._spider.run.reading():
            found = read_advertised(document, header)
        known.is_open = True
        if account.archive is not None:
            known.barren = barren_channels(account.archive.folder)
        known.system = found.system
        rest = found.rest if found.rest and account.owns(found.rest) else None
        stated = self._stated_sitemaps(found, response.url, account)
        stated = [one for one in stated if one.url not in known.barren]
        known.has_archive = bool(stated or (rest and rest not in known.barren))
        yield from self._open_sitemaps(stated, found, account)
        feeds = [url for url in found.feeds if account.owns(url)]
        elsewhere = [] if feeds else found.feeds[:MOST_FOREIGN]  # at a service that counts readers
        for url in feeds or elsewhere or found.conventional_feeds[:1]:
            yield from self._channels.ask(url, account, order.FEED, {"channel": Channel.FEED, "root": url})
        if rest:
            yield from self._open_rest(rest, account, with_labels=not stated)

    def read_seed(self, response: Response, account: Site) -> tuple[Outcome, Iterator[Request]] | None:
        """How the request for a seed ended that is a feed or a sitemap itself, and what follows; None where it is none.

        What it names is all that is asked for: the site's other channels are named by its pages.
        """
        with self._spider.run.reading():
            listing = read_listing(Channel.FEED, response.body, response.url)
        if listing.says_nothing:
            return None
        return self._channels.read(response, account, {"channel": listing.channel, "root": response.url})

    def _stated_sitemaps(self, found: Advertised, url: str, account: Site) -> list[Further]:
        origin = "/".join(url.split("/")[:3])
        lines = [normalise(line, url) for line in self._spider.run.sitemaps.get(origin, ())]
        ours = dict.fromkeys(one for one in lines + list(found.sitemaps) if one and account.owns(one))
        elsewhere = [one for one in dict.fromkeys(lines) if one and one not in ours][:MOST_FOREIGN]
        return newest_first([Further(url=one) for one in (*ours, *elsewhere)])

    def _open_sitemaps(self, stated: list[Further], found: Advertised, account: Site) -> Iterator[Request]:
        news = [one.url for one in stated if is_of_news(one.url)]
        for number, url in enumerate(news or (() if stated else found.conventional_news)):
            priority = order.NEWS_SITEMAP if number < MOST_NEWS else order.OLDER_SITEMAP
            yield from self._channels.ask(url, account, priority, {"channel": Channel.SITEMAP, "root": url})
        chosen = worth_asking(stated)
        others = [one.url for one in chosen if one.url not in news]
        elsewhere = [url for url in found.conventional_sitemaps if all(url != one.url for one in stated)]
        for number, url in enumerate(others):
            if is_left_alone(Further(url=url), account, self._spider.run.clock(), number):
                continue
            priority = order.OLDER_SITEMAP if number else order.SITEMAP
            asked: Asked = {"channel": Channel.SITEMAP, "root": url}
            if not number:  # robots.txt often names one that is no more
                asked["instead"] = elsewhere
            yield from self._channels.ask(url, account, priority, asked)
        if stated:
            self._channels.say_passed_over(stated, chosen, account, {"channel": Channel.SITEMAP, "root": chosen[0].url})
        elif elsewhere:
            first, *rest = elsewhere
            asked = {"channel": Channel.SITEMAP, "root": first, "instead": rest}
            yield from self._channels.ask(first, account, order.SITEMAP, asked)

    def _open_rest(self, root: str, account: Site, *, with_labels: bool) -> Iterator[Request]:
        after, before = _bounds(account.wanted)
        url = posts_url(root, after=after, before=before)
        asked: Asked = {"channel": Channel.WP_JSON, "root": root}
        if with_labels:
            asked |= {"terms": True, "instead": [url]}
            url = terms_url(root)
        yield from self._channels.ask(url, account, order.REST, asked)
        if with_labels and account.caught_up_at and not after and not before:
            # its newest posts alone would not show which of the older ones were edited
            since = _day_before(account.caught_up_at)
            changed = posts_url(root, modified_after=since)
            yield from self._channels.ask(
                changed, account, order.REST, {"channel": Channel.WP_JSON, "root": changed, "changed_since": since}
            )


def _day_before(instant: str) -> str:
    """A day before an instant, as WordPress takes it: on the site's own clock, which may be half a day off."""
    moment = datetime.fromisoformat(instant) - timedelta(days=1)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def _bounds(wanted: Arguments) -> tuple[str | None, str | None]:
    """The instants between which REST is to look, on the site's own clock; both are left out by WordPress itself."""
    after = date.fromisoformat(wanted.since) - timedelta(days=1) if wanted.since else None
    before = date.fromisoformat(wanted.until) + timedelta(days=1) if wanted.until else None
    return (
        f"{after.isoformat()}T23:59:59" if after else None,
        f"{before.isoformat()}T00:00:00" if before else None,
    )
