"""Runs the same `clean_body` that `extract` runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from newscrawler.cleaning import clean_body
from newscrawler.items import Article

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class CleaningPipeline:
    """Takes out of the body what only its wording betrays."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way in."""
        return cls()

    def process_item(self, item: Any) -> Any:
        """Clean an Article; other spiders' items pass."""
        return clean_body(item) if isinstance(item, Article) else item
