"""Runs the same `clean_body` that `extract` runs."""

from __future__ import annotations

from typing import Any

from newscrawler.cleaning import clean_body
from newscrawler.items import Article


class CleaningPipeline:
    """Takes out of the body what only its wording betrays."""

    def process_item(self, item: Any) -> Any:
        """Clean an Article; other spiders' items pass."""
        return clean_body(item) if isinstance(item, Article) else item
