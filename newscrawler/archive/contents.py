"""What an open archive holds, told to those who read it again: its records and what is known of its addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from newscrawler.archive.ledger import Ledger
from newscrawler.archive.records import Records
from newscrawler.discovery.addresses import address_key


class Contents:
    """Records, committed or not. `guard` wraps whatever touches the disk."""

    def __init__(self, ledger: Ledger, records: Records, guard: Callable[[], AbstractContextManager[None]]) -> None:
        self._ledger = ledger
        self._records = records
        self._guard = guard

    def last_records(self) -> Iterator[dict[str, Any]]:
        """Each article's last version, in the order of their ids."""
        with self._guard():
            ids = self._ledger.all("SELECT id FROM articles ORDER BY id")
        for (article_id,) in ids:
            with self._guard():
                record = self._records.last(article_id)
            yield record

    def older_records(self) -> Iterator[dict[str, Any]]:
        """All versions but the last ones."""
        with self._guard():
            places = self._ledger.all(
                "SELECT id, records.version FROM records JOIN articles USING (id) "
                "WHERE records.version < articles.version ORDER BY id, records.version"
            )
        for article_id, version in places:
            with self._guard():
                record = self._records.version(article_id, version)
            yield record

    def last_record(self, article_id: str) -> dict[str, Any] | None:
        """An article's last version; None where it is not there."""
        with self._guard():
            return self._records.last(article_id) if article_id in self._records else None

    def outcome_of(self, url: str) -> str | None:
        """How the last request for `url` ended; None where it is not known."""
        with self._guard():
            row = self._ledger.one("SELECT outcome FROM urls WHERE key = ?", (address_key(url),))
        return row[0] if row else None

    @property
    def is_crawled(self) -> bool:
        """Whether any crawl has written to the archive; what others captured is in archives of its own."""
        with self._guard():
            return self._ledger.one("SELECT 1 FROM crawls") is not None
