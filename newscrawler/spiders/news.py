"""Any news site, without a line of code: `scrapy crawl news -a url=https://example.org`."""

from __future__ import annotations

from newscrawler.archive.paths import name_of_host
from newscrawler.errors import UsageError
from newscrawler.spiders.arguments import COMMON, Arguments
from newscrawler.spiders.base import NewsSpider


class AnyNewsSpider(NewsSpider):
    """The sites of `-a url=`, `-a urls=FILE`, or exactly the articles of `-a articles=FILE|-`."""

    name = "news"
    known_arguments = ("url", "urls", "articles", *COMMON)

    @classmethod
    def read_arguments(cls, given: dict[str, str]) -> Arguments:
        """As NewsSpider's; one of the three must say where to begin."""
        arguments = super().read_arguments(given)
        if not arguments.urls and not arguments.articles:
            raise UsageError("Say which site: -a url=https://example.org, or -a urls=FILE, or -a articles=FILE|-")
        if arguments.urls and arguments.articles:
            raise UsageError("-a articles= fetches exactly these articles: it goes with neither url= nor urls=")
        return arguments

    def archive_name(self, host: str) -> str:
        """Each site has an archive of its own, called after its host."""
        return name_of_host(host.removeprefix("www."))
