"""Has an article's further pages asked for, one after the other, and lets the article go on when they are there.

Until then the request for its first page is not ended: a crawl that dies in between asks for that page again, and so
for the others. What could not be had is named in the record, which is archived all the same.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import DropItem

from newscrawler.discovery.addresses import host_of
from newscrawler.discovery.parts import MOST_PARTS
from newscrawler.errors import ArchiveError
from newscrawler.items import Article, Part
from newscrawler.outcomes import Outcome
from newscrawler.part_of_run import PartOfRun
from newscrawler.pipelines.cleaning import cleaned
from newscrawler.run import Awaited, Run, host_of_request, is_closing
from newscrawler.site import Site

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

MOST_WAITING = 32
"""Articles that may wait for pages at a time."""
MOST_MISSING = 2
"""As many pages in a row that cannot be had, and the rest is not asked for."""
LOOK_UP = 0.25
"""Seconds between two looks at whether the crawl is being stopped."""


class PartsPipeline(PartOfRun):
    """Makes one article of its pages."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        super().__init__(crawler, run)
        crawler.signals.connect(self._dropped, signals.request_dropped)

    async def process_item(self, item: Any) -> Any:
        """An Article with all the pages that could be had; what has no further pages goes on at once."""
        if not isinstance(item, Article) or not any(part.outcome is None for part in item.parts):
            return item
        url = item.requested_url or ""
        site = self._run.site_of(host_of(url) or "")
        if site is None or not hasattr(self._crawler.spider, "ask_for_part") or not self._may_wait(item, site):
            return item
        article = cleaned(item, self._run)
        if not await self._gather(article, site):
            site.end(Outcome.STOPPED, url)
            raise DropItem(f"{Outcome.STOPPED}: {url}")
        return article

    def _may_wait(self, article: Article, site: Site) -> bool:
        """Whether the article is new to this crawl, and not too many wait already."""
        try:
            is_known = site.has_read(article)
        except ArchiveError as error:
            self._run.stop_for(error, self._crawler)
            return False
        return not is_known and not self._run.has_enough(site) and len(self._run.awaited) < MOST_WAITING

    async def _gather(self, article: Article, site: Site) -> bool:
        """Ask for the parts, and for those they tell of; False where the crawl is being stopped."""
        missing = 0
        for _ in range(MOST_PARTS):
            part = next((part for part in article.parts if part.outcome is None), None)
            if part is None or missing >= MOST_MISSING:
                break
            is_there = await self._ask(part, article, site)
            if is_there is None:
                return False
            if is_there and part.number is None:  # it is whole: no other page is needed
                article.parts = [each for each in article.parts if each.outcome is not None]
                break
            missing = 0 if is_there or part.number is None else missing + 1
        return True

    async def _ask(self, part: Part, article: Article, site: Site) -> bool | None:
        """Whether the part's text is in the article now; None where this run asks for nothing more."""
        if is_closing(self._crawler) or self._run.rests(site):
            return None
        if part.url in self._run.awaited:  # by another address of the same article
            _note(article, part, Outcome.DUPLICATE)
            return False
        awaited = Awaited(article, part, asyncio.get_running_loop().create_future())
        self._run.awaited[part.url] = awaited
        try:
            spider: Any = self._crawler.spider
            request = spider.ask_for_part(part.url, site)
            self._crawler.engine.crawl(request)
            host, own = host_of_request(request), host_of(article.requested_url or "") or ""
            while not awaited.ended.done():
                await asyncio.wait({awaited.ended}, timeout=LOOK_UP)
                if awaited.ended.done():
                    break
                if (outcome := self._run.never_to_be_had(host, own)) is not None:
                    _note(article, part, outcome)
                    return False
                if self._is_over(host, site):
                    return None
            return awaited.ended.result()
        finally:
            self._run.awaited.pop(part.url, None)

    def _is_over(self, host: str, site: Site) -> bool:
        """Whether `host` of `site` is asked for nothing more in this run."""
        return is_closing(self._crawler) or host in self._run.left_alone or self._run.rests(site)

    def _dropped(self, request: Request) -> None:
        """The scheduler would not take a request: it is never to be asked for."""
        awaited = self._run.awaited.get(request.cb_kwargs.get("part", ""))
        if awaited is not None and not awaited.ended.done():
            _note(awaited.article, awaited.part, Outcome.NOT_WANTED)
            awaited.ended.set_result(False)


def _note(article: Article, part: Part, outcome: Outcome) -> None:
    article.parts = [replace(each, outcome=str(outcome)) if each is part else each for each in article.parts]
