"""Runs the same `clean_body` that `extract` runs."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.exceptions import DropItem

from newscrawler.cleaning import clean_body
from newscrawler.discovery.addresses import host_of
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.part_of_run import PartOfRun
from newscrawler.reading_time import ReadingTooLong
from newscrawler.run import Run

logger = logging.getLogger(__name__)


class CleaningPipeline(PartOfRun):
    """Takes out of the body what only its wording betrays."""

    def process_item(self, item: Any) -> Any:
        """Clean an Article; other spiders' items pass."""
        return cleaned(item, self._run) if isinstance(item, Article) else item


def cleaned(article: Article, run: Run) -> Article:
    """`article` as `clean_body` leaves it; DropItem, its request ended, where that takes too long."""
    try:
        with run.reading():
            return clean_body(article)
    except ReadingTooLong as error:
        url = article.requested_url or ""
        logger.warning("%s: cleaning it was ended: %s", url, error)
        if (site := run.site_of(host_of(url) or "")) is not None:
            site.end(Outcome.TOO_SLOW, url)
        raise DropItem(f"{Outcome.TOO_SLOW}: {url}") from None
