"""Records: one line of JSON a version of an article, written once and never again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import orjson

from newscrawler.archive.files import Files
from newscrawler.archive.jsonl import to_line
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.packing import Packing
from newscrawler.archive.paths import articles_file
from newscrawler.archive.warc_reading import Unreadable
from newscrawler.clock import stamp
from newscrawler.errors import ArchiveError
from newscrawler.items import Article
from newscrawler.outcomes import Outcome

OWN_FIELDS = (
    "kind",
    "title",
    "standfirst",
    "authors",
    "sections",
    "tags",
    "date_published",
    "is_accessible_for_free",
    "body",
)
"""The article's own content: a change in one of these makes a new version. `date_modified` is not among them:
many sites move it with every view."""

_LAST = "SELECT version, first_seen, file, offset, length FROM articles JOIN records USING (id, version) WHERE id = ?"
_PUT_RECORD = (
    "INSERT INTO records (id, version, file, offset, length, sha256, crawl, capture_file, capture_offset) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_PUT_ARTICLE = (
    "INSERT INTO articles (id, version, first_seen, last_seen, crawl, requested_url) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET version = excluded.version, last_seen = excluded.last_seen, "
    "crawl = excluded.crawl, requested_url = excluded.requested_url"
)


class Records:
    """Knows all articles and their versions."""

    def __init__(self, ledger: Ledger, files: Files, packing: Packing = Packing.PLAIN) -> None:
        self._ledger = ledger
        self._files = files
        self._packing = packing

    def __len__(self) -> int:
        return int(self._ledger.one("SELECT count(*) FROM articles")[0])

    def __contains__(self, article_id: object) -> bool:
        return self._ledger.one("SELECT 1 FROM articles WHERE id = ?", (article_id,)) is not None

    def was_read(self, article: Article, crawl: int) -> bool:
        """Whether this crawl has read the same article by another address already."""
        row = self._ledger.one("SELECT crawl, requested_url FROM articles WHERE id = ?", (article.id,))
        return row is not None and row[0] == crawl and row[1] != article.requested_url

    def written_in(self, crawl: int) -> int:
        """How many lines a crawl has written so far."""
        return int(self._ledger.one("SELECT count(*) FROM records WHERE crawl = ?", (crawl,))[0])

    def is_forgotten(self, article: Article) -> bool:
        """Whether `article` must never be written again; then the addresses that brought it are noted."""
        if self._ledger.one("SELECT 1 FROM forgotten_ids WHERE id = ?", (article.id,)) is None:
            return False
        for url in {article.requested_url, article.final_url} - {None}:
            self._ledger.write("INSERT OR IGNORE INTO came_back (url, id) VALUES (?, ?)", (url, article.id))
        return True

    def put(self, article: Article, now: datetime, crawl: int | None, run_id: str | None) -> Outcome:
        """Write `article` if it is new or its own content changed; it gets its version, state and life.

        `crawl` None: it was not seen again on the site, but read again from its capture.
        """
        if article.id is None:
            raise ArchiveError("An article without an address cannot be archived: it has no id")
        at = stamp(now)
        known = self._ledger.one(_LAST, (article.id,))
        changed = self._changed_fields(known, article) if known else []
        version, first_seen = (known[0], known[1]) if known else (0, at)
        if known and not changed:
            if crawl is not None:
                self._ledger.write(_PUT_ARTICLE, (article.id, version, first_seen, at, crawl, article.requested_url))
            return Outcome.UNCHANGED
        article.version = version + 1
        article.state = "edited" if known else "live"
        article.changed_fields = changed
        article.first_seen = first_seen
        article.last_seen = at
        article.run_id = run_id
        self._append(article, articles_file(now, self._packing), crawl)
        if crawl is None and known:
            self._ledger.write("UPDATE articles SET version = ? WHERE id = ?", (article.version, article.id))
        else:
            values = (article.id, article.version, first_seen, at, crawl, article.requested_url)
            self._ledger.write(_PUT_ARTICLE, values)
        return Outcome.ARCHIVED

    def adopt(self, record: dict[str, Any], file: int, offset: int, line: bytes) -> None:
        """Take a line into the ledger that lies in a file already."""
        known = self._ledger.one("SELECT version FROM articles WHERE id = ?", (record["id"],))
        warc = record.get("warc")
        capture = (self._files.number(warc["file"]), warc["offset"]) if warc else (None, None)
        self._know(record["id"], record["version"], (file, offset), line, (None, *capture))
        if known is None or known[0] < record["version"]:
            values = (record["id"], record["version"], record.get("first_seen"), record.get("last_seen"), None, None)
            self._ledger.write(_PUT_ARTICLE, values)

    def version(self, article_id: str, version: int) -> dict[str, Any]:
        """One version of an article."""
        sql = "SELECT version, NULL, file, offset, length FROM records WHERE id = ? AND version = ?"
        return self._line(self._ledger.one(sql, (article_id, version)))

    def last(self, article_id: str) -> dict[str, Any]:
        """The last version of an article."""
        known = self._ledger.one(_LAST, (article_id,))
        return self._line(known)

    def _changed_fields(self, known: Any, article: Article) -> list[str]:
        before = self._line(known)
        return [name for name in OWN_FIELDS if before.get(name) != getattr(article, name)]

    def _line(self, known: Any) -> dict[str, Any]:
        try:
            record: dict[str, Any] = orjson.loads(self._files.read_line(known[2], known[3], known[4]))
        except (orjson.JSONDecodeError, Unreadable):
            path = self._files.path(known[2])
            raise ArchiveError(
                f"{self._files.folder / path} is damaged at byte {known[3]}: 'scrapy verify ARCHIVE' says more"
            ) from None
        return record

    def _append(self, article: Article, path: str, crawl: int | None) -> None:
        line = to_line(article)
        file = self._files.at(path)
        place = (file.number, file.append(line))
        assert article.id is not None
        capture: tuple[int | None, int | None] = (None, None)
        if article.warc is not None:
            capture = (self._files.number(article.warc.file), article.warc.offset)
        self._know(article.id, article.version, place, line, (crawl, *capture))

    def _know(
        self,
        article_id: str,
        version: int,
        place: tuple[int, int],
        line: bytes,
        origin: tuple[int | None, int | None, int | None],
    ) -> None:
        self._ledger.write(
            _PUT_RECORD, (article_id, version, *place, len(line), hashlib.sha256(line).digest(), *origin)
        )
