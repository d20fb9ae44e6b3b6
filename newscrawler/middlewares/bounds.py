"""Requests that are not made at all: what leads nowhere public by its words, and what goes beyond a host's bound.

The egress guard itself stands where the connection is made; here an address is refused before its robots.txt is asked
for. A host's bound is there since a site may go on for ever (a calendar, stories made up on the way).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Self

from newscrawler.discovery.entries import Channel
from newscrawler.egress import Egress
from newscrawler.outcomes import Outcome
from newscrawler.refusals import Refusal
from newscrawler.run import host_of_request

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


SITEMAPS = 4
"""So many times `DOWNLOAD_MAXSIZE` is what a sitemap may have: 64 MiB by default; the protocol allows them 50."""


class BoundsMiddleware:
    """Refuses what goes beyond `NEWSCRAWLER_MAX_PAGES_PER_HOST` (robots.txt is not counted), or inside."""

    def __init__(self, egress: Egress, most: int, largest: int) -> None:
        self._egress = egress
        self._most = most
        self._largest = largest
        self._asked: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way in."""
        settings = crawler.settings
        most, largest = settings.getint("NEWSCRAWLER_MAX_PAGES_PER_HOST"), settings.getint("DOWNLOAD_MAXSIZE")
        return cls(Egress(crawler), most, largest)

    def process_request(self, request: Request) -> None:
        """Let `request` pass, or raise Refusal."""
        if not request.url.startswith("http"):
            return
        self._egress.check(request)
        if (request.cb_kwargs.get("asked") or {}).get("channel") == Channel.SITEMAP:
            request.meta["download_maxsize"] = SITEMAPS * self._largest
        if request.meta.get("dont_obey_robotstxt") or not self._most:
            return
        host = host_of_request(request)
        self._asked[host] += 1
        if self._asked[host] > self._most:
            raise Refusal(Outcome.OVER_PAGES, f"{host} was sent {self._most} requests in this run")
