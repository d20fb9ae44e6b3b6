"""Where a channel goes on: the sitemaps that an index names, the next page of a feed or of REST."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newscrawler.discovery.addresses import host_of
from newscrawler.discovery.entries import Channel, Further, Listing
from newscrawler.discovery.listings import Tally
from newscrawler.discovery.sitemaps import newest_first, worth_asking
from newscrawler.discovery.systems import System
from newscrawler.discovery.wordpress import oldest_url
from newscrawler.site import Site
from newscrawler.spiders import order
from newscrawler.spiders.choice import is_too_late, may_hold_wanted
from newscrawler.spiders.sitemap_visits import is_left_alone, stamp_of

if TYPE_CHECKING:
    from scrapy import Request

    from newscrawler.spiders.base import NewsSpider
    from newscrawler.spiders.channels import Asked, Channels

MAX_NESTED = 3
"""Indexes in indexes; the protocol knows one."""


class Onward:
    """Goes on with the channels of a crawl's sites."""

    def __init__(self, spider: NewsSpider, channels: Channels) -> None:
        self._spider = spider
        self._channels = channels

    def after(
        self, listing: Listing, account: Site, asked: Asked, unseen: int, tally: Tally, host: str | None
    ) -> Iterator[Request]:
        """What is asked for next, after an answer of the channel from `host` that told of `unseen` new articles."""
        if listing.channel is Channel.SITEMAP:
            return self._sitemaps(listing.further, account, asked, host)
        has_news = self._has_news(account, unseen, tally)
        if listing.channel is Channel.WP_JSON:
            return self._posts(listing, account, asked, has_news=has_news)
        return self._feed_page(listing, account, asked, has_news=has_news)

    def _posts(self, listing: Listing, account: Site, asked: Asked, *, has_news: bool) -> Iterator[Request]:
        """The next page of REST, or, of a spider that turns none, the page with the oldest post."""
        if not self._spider.turns_pages:
            if listing.further:
                yield from self._channels.ask(oldest_url(asked["root"]), account, order.REST, asked | {"oldest": True})
            return
        goes_on = _reaches(listing, asked["changed_since"]) if "changed_since" in asked else has_news
        if goes_on:
            for page in listing.further[:1]:
                yield from self._channels.ask(page.url, account, order.REST, asked | {"instead": [], "missed": 0})

    def _feed_page(self, listing: Listing, account: Site, asked: Asked, *, has_news: bool) -> Iterator[Request]:
        """The next page of a feed, of a site that has nothing that reaches further back."""
        known = self._channels.of(account)
        if not self._spider.turns_pages or known.has_archive:
            return
        if not has_news and not any(is_too_late(entry.published, account.wanted) for entry in listing.entries):
            return
        page = asked.get("page", 1) + 1
        following = [further.url for further in listing.further]
        if not following and known.system is System.WORDPRESS:
            following = [f"{asked['root']}?paged={page}"]
        for url in following[:1]:
            yield from self._channels.ask(url, account, order.FEED_PAGE, asked | {"page": page})

    def _has_news(self, account: Site, unseen: int, tally: Tally) -> bool:
        """Whether a channel that comes in pages is worth its next one: it had news, or claims more than we know."""
        return unseen > 0 or (not account.is_caught_up and (tally.total or 0) > self._channels.of(account).articles)

    def _sitemaps(self, named: list[Further], account: Site, asked: Asked, host: str | None) -> Iterator[Request]:
        """The sitemaps that one at `host` names: of the site's hosts, or of that one."""
        known, depth = self._channels.of(account), asked.get("depth", 0) + 1
        if depth > MAX_NESTED:
            if named:
                self._channels.tally(account, asked).say(f"more than {MAX_NESTED} indexes in each other: not asked for")
            return
        ordered = newest_first(named)
        chosen = worth_asking(ordered)
        self._channels.say_passed_over(ordered, chosen, account, asked)
        is_first, now, stamp = not asked.get("older"), self._spider.run.clock(), stamp_of(named)
        most = self._spider.settings.getint("NEWSCRAWLER_MAX_SITEMAPS")
        for place, one in enumerate(chosen, 0 if is_first else 1):
            if known.sitemaps >= most:
                self._channels.tally(account, asked).say(
                    f"more than {most} sitemaps (NEWSCRAWLER_MAX_SITEMAPS): not asked for"
                )
                return
            if not (account.owns(one.url) or host_of(one.url) == host) or not may_hold_wanted(one, account.wanted):
                continue
            if is_left_alone(one, account, now, place, is_stamped=one.modified is not None and one.modified == stamp):
                self._channels.tally(account, asked).settled += 1
                continue
            known.sitemaps += 1
            priority = order.NEWEST_SITEMAP if is_first else order.OLDER_SITEMAP
            told = {"channel": Channel.SITEMAP, "root": asked["root"], "depth": depth, "older": not is_first}
            is_first = False
            told |= {"modified": one.modified} if one.modified else {}
            yield from self._channels.ask(one.url, account, priority, told)


def _reaches(listing: Listing, since: str) -> bool:
    """Whether all posts of a page were changed after an instant: WordPress before 5.7 is not asked in vain for the
    rest, though it gives all posts, the last changed first.
    """
    return all((entry.modified or "") >= since[:10] for entry in listing.entries)
