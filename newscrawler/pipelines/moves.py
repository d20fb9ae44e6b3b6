"""Has the old address of an article asked, before the same words at a new one are taken for another article.

A site's sitemap may tell of the new address before the old one is due. While the old one is asked the article waits,
and the request for its page is not ended: a crawl that dies in between asks for the page again.
"""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy.exceptions import DropItem

from newscrawler.discovery.addresses import address_key, host_of
from newscrawler.errors import ArchiveError
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.part_of_run import PartOfRun
from newscrawler.run import is_closing
from newscrawler.site import Site

AWAY = frozenset({Outcome.REDIRECTED, Outcome.NOT_FOUND, Outcome.SOFT_404})
"""Ends of the old address's request that say that the article is not there any more."""
LOOK_UP = 0.05
"""Seconds between two looks at whether the old address was asked."""


class MovesPipeline(PartOfRun):
    """Tells an article that moved from one that is there twice."""

    async def process_item(self, item: Any) -> Any:
        """The Article, noted as moved if it is; what has no twin goes on at once."""
        if not isinstance(item, Article) or not hasattr(self._crawler.spider, "ask_for_twin"):
            return item
        site = self._run.site_of(host_of(item.requested_url or "") or "")
        if site is None or site.archive is None or self._run.has_enough(site):
            return item
        try:
            twin = site.archive.twin_of(item)
            if twin is None:
                return item
            outcome = await self._outcome_of(twin[1], item, site)
            if outcome is Outcome.STOPPED:
                site.end(Outcome.STOPPED, item.requested_url or "")
                raise DropItem(f"{Outcome.STOPPED}: {item.requested_url}")
            if outcome in AWAY:
                site.archive.note_move(item, twin[0])
        except ArchiveError as error:
            self._run.stop_for(error, self._crawler)
        return item

    async def _outcome_of(self, url: str, article: Article, site: Site) -> str | None:
        """How this crawl's request for `url`, where `article` seems to have been, ended; None where it is not asked,
        and `stopped` where another run can ask.
        """
        self._run.waiting_for_twins += 1
        try:
            is_asked = False
            while True:
                known = site.frontier.known(address_key(url))
                if known is None:
                    return None
                if known.is_asked and not known.is_queued:
                    return known.outcome
                if is_closing(self._crawler) or self._run.rests(site):
                    return Outcome.STOPPED
                if self._is_full():
                    return None
                is_out = site.frontier.is_out(known)
                host, own = host_of(known.url) or "", host_of(article.requested_url or "") or ""
                if host in self._run.left_alone and not is_out:
                    return Outcome.STOPPED if self._run.never_to_be_had(host, own) is None else None
                if not is_asked and not is_out:
                    spider: Any = self._crawler.spider
                    self._crawler.engine.crawl(spider.ask_for_twin(known, site))
                    is_asked = True
                await asyncio.sleep(LOOK_UP)
        finally:
            self._run.waiting_for_twins -= 1

    def _is_full(self) -> bool:
        """Whether so much waits in memory that nothing is asked for before this goes on."""
        slot = self._crawler.engine.scraper.slot
        return slot is None or slot.needs_backout()
