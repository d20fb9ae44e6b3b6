"""Puts each article on its site's shelf, once, and says how its request ended."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import CloseSpider, DropItem

from newscrawler.archive.archive import Archive, without_archive
from newscrawler.archive.paths import archive_folder, free_run_id, output_folder
from newscrawler.discovery.addresses import host_of
from newscrawler.errors import ArchiveError, NewscrawlerError
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.run import Run, Site, run_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

WATCHED_FIELDS = ("title", "authors", "date_published", "section", "language")
"""Fields whose absence is counted: `newscrawler/field/<name>/missing`."""


class ArchivePipeline:
    """Opens the run's archives and writes to them; RunReport closes them, after the last word was written."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._crawler = crawler
        self._run = run
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way in."""
        return cls(crawler, run_of(crawler))

    def open_spider(self) -> None:
        """Open and lock every archive of this run; the run ends at once where that fails."""
        output = output_folder(self._crawler.settings.get("NEWSCRAWLER_OUTPUT"))
        folders = {name: archive_folder(output, name) for name in self._run.sites}
        keeps = self._crawler.settings.getbool("NEWSCRAWLER_ARCHIVE")
        try:
            self._run.run_id = free_run_id(list(folders.values()) if keeps else [], self._run.clock())
            for name, folder in folders.items() if keeps else ():
                self._run.sites[name].archive = Archive(folder, self._run.clock, self._run.run_id)
        except NewscrawlerError as error:
            self._run.trouble(error)
            raise CloseSpider("archive") from error
        except OSError as error:  # a path that is too long, or leads through a folder that is closed to us
            self._run.trouble(ArchiveError(f"Cannot reach the archive: {error}"))
            raise CloseSpider("archive") from error

    def process_item(self, item: Any) -> Any:
        """Archive an Article; what goes no further is dropped, with its outcome."""
        if not isinstance(item, Article):
            return item
        url = item.requested_url or ""
        site = self._run.site_of(host_of(url) or "")
        if site is None:  # an article from a spider that keeps no account
            return item
        outcome = self._shelve(site, item)
        site.end(outcome, url)
        if outcome not in (Outcome.ARCHIVED, Outcome.READ):
            raise DropItem(f"{outcome}: {url}")
        self._count(site, item)
        if self._run.limit_reached:
            self._close("limit")
        return item

    def _shelve(self, site: Site, article: Article) -> Outcome:
        if article.body is None or article.id is None:
            return Outcome.NO_BODY
        if article.id in site.ids:
            return Outcome.DUPLICATE
        if self._run.limit_reached:
            return Outcome.OVER_LIMIT
        site.ids.add(article.id)
        if self._run.troubles:
            return Outcome.FAILED
        if site.archive is None:
            without_archive(article, self._run.clock, self._run.run_id)
            return Outcome.READ
        try:
            return site.archive.put(article)
        except ArchiveError as error:
            self._run.trouble(error)
            self._close("archive")
            return Outcome.FAILED

    def _count(self, site: Site, article: Article) -> None:
        site.removed.update(removed.by for removed in article.removed)
        site.missing.update(name for name in WATCHED_FIELDS if not getattr(article, name))

    def _close(self, reason: str) -> None:
        if self._closing is None:
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=reason))
