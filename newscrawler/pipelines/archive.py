"""Puts each article on its site's shelf, once, and says how its request ended."""

from __future__ import annotations

from typing import Any

from scrapy.exceptions import CloseSpider, DropItem

from newscrawler.archive.archive import without_archive
from newscrawler.discovery.addresses import host_of
from newscrawler.errors import ArchiveError
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.part_of_run import PartOfRun
from newscrawler.site import Site

WATCHED_FIELDS = ("title", "authors", "date_published", "section", "language")
"""Fields whose absence is counted: `newscrawler/field/<name>/missing`."""


class ArchivePipeline(PartOfRun):
    """Writes to the archives, which the scheduler opened; RunReport closes them, after the last word was written."""

    def open_spider(self) -> None:
        """End the run at once where an archive could not be opened."""
        if self._run.troubles:
            raise CloseSpider("archive")

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
            self._run.close("limit", self._crawler)
        return item

    def _shelve(self, site: Site, article: Article) -> Outcome:
        if article.body is None or article.id is None:
            return Outcome.NO_BODY
        if self._run.troubles:
            return Outcome.FAILED
        if site.trouble is not None:
            return Outcome.STOPPED
        try:
            if site.has_read(article):
                return Outcome.DUPLICATE
            if self._run.has_enough(site):
                return Outcome.OVER_LIMIT
            if site.archive is not None:
                outcome = site.archive.put(article)
                look = site.archive.look_at(article.id)
                look.is_in_parts = bool(article.parts)
                site.looks[article.requested_url or ""] = look
                return outcome
        except ArchiveError as error:
            self._run.stop_for(error, self._crawler)
            return Outcome.FAILED
        site.ids.add(article.id)
        without_archive(article, self._run.clock, self._run.run_id)
        return Outcome.READ

    def _count(self, site: Site, article: Article) -> None:
        site.states[article.state] += 1
        site.bodies.append(len(article.body or ""))
        site.removed.update(removed.by for removed in article.removed)
        site.missing.update(name for name in WATCHED_FIELDS if not getattr(article, name))
