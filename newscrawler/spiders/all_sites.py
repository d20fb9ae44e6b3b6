"""Many sites in one process, each with arguments and an archive of its own: `scrapy crawl all --sites sites.toml`."""

from __future__ import annotations

from newscrawler.errors import UsageError
from newscrawler.spiders.arguments import Arguments, read_arguments
from newscrawler.spiders.base import NewsSpider
from newscrawler.spiders.sites_file import read_sites


class AllSitesSpider(NewsSpider):
    """The sites of a file (`spiders.sites_file` says its form)."""

    name = "all"
    known_arguments = ("sites",)

    @classmethod
    def read_arguments(cls, given: dict[str, str]) -> Arguments:
        """No argument of its own but the file's name."""
        read_arguments(cls.known_arguments, given)
        if not given.get("sites"):
            raise UsageError("Say which sites: scrapy crawl all --sites FILE")
        return Arguments(said=dict(given), sites=read_sites(given["sites"]))
