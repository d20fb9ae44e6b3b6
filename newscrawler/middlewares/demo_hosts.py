"""Lets the demo site answer for the hosts in `NEWSCRAWLER_DEMO_HOSTS`, robots.txt included.

Their requests go to the demo's loopback port by `meta["proxy"]`, so that addresses, ids and archives are the same in
every run, whatever the port. The demo runs while the spider does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.httpobj import urlparse_cached

from newscrawler.demo_site.process import DemoSite
from newscrawler.download import PLAIN

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class DemoHostsMiddleware:
    """Sends the demo's hosts to the demo."""

    def __init__(self, hosts: frozenset[str], site: DemoSite) -> None:
        self._hosts = hosts
        self._site = site
        self._proxy: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way in."""
        settings = crawler.settings
        hosts = frozenset(settings.getlist("NEWSCRAWLER_DEMO_HOSTS"))
        if not hosts:
            raise NotConfigured
        now = settings.get("NEWSCRAWLER_NOW") or None
        variants = settings.getlist("NEWSCRAWLER_DEMO_VARIANTS")
        middleware = cls(hosts, DemoSite(day=settings.getint("NEWSCRAWLER_DEMO_DAY"), now=now, variants=variants))
        crawler.signals.connect(middleware._stop, signals.engine_stopped)
        return middleware

    def process_request(self, request: Request) -> None:
        """Route `request` to the demo if its host is one of the demo's."""
        if urlparse_cached(request).hostname in self._hosts:
            if self._proxy is None:
                self._site.start()
                self._proxy = self._site.proxy
            request.meta["proxy"] = self._proxy
            request.meta[PLAIN] = True

    def _stop(self) -> None:
        self._site.stop()
