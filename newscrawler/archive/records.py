"""Records: one line of JSON a version of an article, written once and never again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import orjson

from newscrawler.archive.changes import changed_fields, lacks_pages
from newscrawler.archive.files import Files
from newscrawler.archive.jsonl import to_line
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.life import Lives
from newscrawler.archive.lines import article_of
from newscrawler.archive.moves import Moves, is_same_story
from newscrawler.archive.near_duplicates import NearDuplicates
from newscrawler.archive.packing import Packing
from newscrawler.archive.paths import articles_file
from newscrawler.archive.warc_reading import Unreadable
from newscrawler.clock import moment_of, stamp
from newscrawler.discovery.addresses import article_id
from newscrawler.errors import ArchiveError
from newscrawler.items import Article, ArticleState
from newscrawler.outcomes import Outcome

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
        self.lives = Lives(ledger)
        self.moves = Moves(ledger)
        self._likenesses = NearDuplicates(ledger, self.last)

    def __len__(self) -> int:
        return int(self._ledger.one("SELECT count(*) FROM articles")[0])

    def __contains__(self, article_id: object) -> bool:
        return self._ledger.one("SELECT 1 FROM articles WHERE id = ?", (article_id,)) is not None

    def was_read(self, article: Article, crawl: int) -> bool:
        """Whether this crawl has read the same article by another address already."""
        article_id = self.moves.id_of(article.id or "")
        row = self._ledger.one("SELECT crawl, requested_url FROM articles WHERE id = ?", (article_id,))
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
        has_moved = self._identify(article, now, crawl, run_id)
        known = self._ledger.one(_LAST, (article.id,))
        if known is not None:
            article.state, article.changed_fields = self._change(self._line(known), article, crawl, has_moved=has_moved)
        version, first_seen = (known[0], known[1]) if known else (0, at)
        at = max(at, first_seen or at)
        if known and not article.changed_fields:
            if crawl is not None:
                self._ledger.write(_PUT_ARTICLE, (article.id, version, first_seen, at, crawl, article.requested_url))
                self.lives.was_seen(article, now)
            return Outcome.UNCHANGED
        article.version = version + 1
        article.first_seen = first_seen
        self._likenesses.link(article)
        self._write(article, now, crawl, run_id)
        if crawl is None and known:
            self._ledger.write("UPDATE articles SET version = ? WHERE id = ?", (article.version, article.id))
        else:
            values = (article.id, article.version, first_seen, at, crawl, article.requested_url)
            self._ledger.write(_PUT_ARTICLE, values)
            self.lives.was_written(article, now)
        return Outcome.ARCHIVED

    def _identify(self, article: Article, now: datetime, crawl: int | None, run_id: str | None) -> bool:
        """Give `article` the id that it has had from its first address on; gives whether it is at another one now."""
        assert article.id is not None
        own = self.moves.id_of(article.id)
        earlier = self.moves.at(article.requested_url) if crawl is not None else None
        if earlier is not None and earlier != own and earlier in self and is_same_story(self.last(earlier), article):
            if own in self:  # somebody told of its new address before its old one was asked
                self.merge(earlier, own, article.url or "", now, crawl, run_id)
            else:
                self.moves.add(own, earlier)
                article.id = earlier
                return True
        is_elsewhere = own != article.id and self.lives.is_elsewhere(own, article)
        article.id = own
        return is_elsewhere

    def _change(
        self, before: dict[str, Any], article: Article, crawl: int | None, *, has_moved: bool
    ) -> tuple[ArticleState, list[str]]:
        """The article's state now, and the fields that differ from the line `before`."""
        changed = changed_fields(before, article)
        if changed == ["body"] and lacks_pages(before, article):
            changed = []
        if crawl is not None and before["state"] == "removed":
            return "restored", ["state", *changed]
        if has_moved and before["url"] != article.url:
            return "moved", ["url", *changed]
        return "edited", changed

    def merge(self, article_id: str, into: str, url: str, now: datetime, crawl: int | None, run_id: str | None) -> None:
        """An article turns out to be another one that the archive has: its last line says where it is now."""
        self.write_state(article_id, "moved", now, crawl, run_id, url=url)
        self.moves.add(article_id, into)
        self._ledger.write("UPDATE urls SET article = ?, next_visit = NULL WHERE article = ?", (into, article_id))

    def write_state(
        self, article_id: str, state: ArticleState, now: datetime, crawl: int | None, run_id: str | None,
        *, url: str | None = None,
    ) -> None:  # fmt: skip
        """Write a line that repeats the article's last content and tells its new state."""
        article = article_of(self.last(article_id))
        article.version += 1
        article.state = state
        article.changed_fields = ["state"] if url is None else ["url"]
        article.url = url or article.url
        self._write(article, now, crawl, run_id)
        self._ledger.write("UPDATE articles SET version = ? WHERE id = ?", (article.version, article_id))
        self.lives.has_ended(article_id, state)

    def _write(self, article: Article, now: datetime, crawl: int | None, run_id: str | None) -> None:
        article.last_seen = max(stamp(now), article.first_seen or "")  # the machine's clock may have been set back
        article.run_id = run_id
        self._append(article, articles_file(now, self._packing), crawl)

    def confirm(self, article_id: str, now: datetime, crawl: int | None) -> None:
        """The site says (304) that the article is as its last line has it; `crawl` None: it said so once."""
        self._ledger.write(  # no earlier than it was first seen: the machine's clock may have been set back
            "UPDATE articles SET last_seen = max(?, coalesce(first_seen, '')), crawl = ? WHERE id = ?",
            (stamp(now), crawl, article_id),
        )
        self.lives.was_confirmed(article_id, now)

    def adopt(self, record: dict[str, Any], file: int, offset: int, line: bytes) -> None:
        """Take a line into the ledger that lies in a file already."""
        known = self._ledger.one("SELECT version FROM articles WHERE id = ?", (record["id"],))
        warc = record.get("warc")
        capture = (self._files.number(warc["file"]), warc["offset"]) if warc else (None, None)
        self._know(record["id"], record["version"], (file, offset), line, (None, *capture))
        if known is None or known[0] < record["version"]:
            values = (record["id"], record["version"], record.get("first_seen"), record.get("last_seen"), None, None)
            self._ledger.write(_PUT_ARTICLE, values)
            self._adopt_life(record)
            self._likenesses.know(record["id"], record.get("body"))

    def _adopt_life(self, record: dict[str, Any]) -> None:
        """What the ledger counts beside an article's lines, as far as its last one tells."""
        if not record.get("url"):
            return
        seen = moment_of(record.get("last_seen")) or moment_of(record.get("fetched_at"))
        if seen is not None:
            self.lives.was_written(article_of(record), seen)
        own = self.moves.id_of(article_id(record["url"]))
        if own == record["id"] or record.get("state") != "moved":
            return
        if own in self:  # it was merged into the one that was known there
            self.moves.add(record["id"], own)
        else:
            self.moves.add(own, record["id"])

    def version(self, article_id: str, version: int) -> dict[str, Any]:
        """One version of an article."""
        sql = "SELECT version, NULL, file, offset, length FROM records WHERE id = ? AND version = ?"
        return self._line(self._ledger.one(sql, (article_id, version)))

    def last(self, known_id: str) -> dict[str, Any]:
        """The last version of an article."""
        known = self._ledger.one(_LAST, (known_id,))
        return self._line(known)

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
