"""The demo: a small news site of our own, served on loopback, so that a first crawl needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from newscrawler.demo_site.calendar import now_on
from newscrawler.demo_site.truth import DEMO_HOST
from newscrawler.spiders.arguments import COMMON
from newscrawler.spiders.base import NewsSpider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class DemoSpider(NewsSpider):
    """`-a day=2` and `-a day=3` show the site on later days: new, edited, moved, removed and restored articles."""

    name = "demo"
    home = f"http://{DEMO_HOST}/"
    known_arguments = ("day", *COMMON)
    custom_settings = {  # noqa: RUF012 - Scrapy's own declaration
        "NEWSCRAWLER_DEMO_HOSTS": [DEMO_HOST]
    }

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's way in; the clock stands where the site's day says, so that archives are the same in every run."""
        day = (kwargs.get("arguments") or cls.read_arguments(kwargs)).day
        crawler.settings.set("NEWSCRAWLER_DEMO_DAY", day, priority="spider")
        if not crawler.settings.get("NEWSCRAWLER_NOW"):
            crawler.settings.set("NEWSCRAWLER_NOW", now_on(day).isoformat(), priority="spider")
        return super().from_crawler(crawler, *args, **kwargs)
