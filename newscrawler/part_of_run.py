"""What Scrapy's parts of ours have in common: the crawler that made them, and the run in which they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from newscrawler.run import Run, run_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class PartOfRun:
    """A middleware, pipeline, extension or scheduler that meets the others in the crawl's `Run`."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._crawler = crawler
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way in."""
        return cls(crawler, run_of(crawler))
