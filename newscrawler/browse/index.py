"""Where each article of an archive lies, and which ones hold a word: SQLite's full-text search, in a temporary file
that has no name, so that it ends with the process, however that ends.

It is read in slices, the newest file first, so that a large archive can be looked at from the first moment on; what a
crawl writes meanwhile is found too, and where `scrapy forget` has rewritten a file, all is read anew. What is forgotten
is not kept elsewhere.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from threading import Lock
from typing import Any

from newscrawler.archive.packing import Packing, packed_members, packing_of, unpack
from newscrawler.archive.warc_reading import Unreadable
from newscrawler.browse.wanted import Wanted, query_for, spaced
from newscrawler.report.history import MOST_BYTES, MOST_VERSIONS
from newscrawler.report.lines import Record, article_files, shown

PAGE = 50
"""Articles on one page of a list."""
_FORM = """
CREATE TABLE lines (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, is_last INTEGER NOT NULL,
    url TEXT, title TEXT, day TEXT, section TEXT, state TEXT, confidence REAL,
    path TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL
);
CREATE INDEX by_id ON lines (id, version);
CREATE INDEX last_of_id ON lines (id) WHERE is_last;
CREATE INDEX by_day ON lines (day DESC) WHERE is_last;
CREATE VIRTUAL TABLE words USING fts5 (title, body, content = '', tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE progress (path TEXT PRIMARY KEY, offset INTEGER NOT NULL, tail BLOB NOT NULL);
"""
_ANEW = "DROP TABLE lines; DROP TABLE words; DROP TABLE progress;" + _FORM
_TAIL = 64
"""Bytes before the place that was read to: others stand there, or none, once lines before it were taken out."""


@dataclass(slots=True, frozen=True)
class Found:
    """One page of a list."""

    rows: list[dict[str, Any]]
    total: int


class ArticleIndex:
    """The index over the archive in `folder`. `close` removes it. May be asked by several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.share_read = 0.0
        """Of the archive's bytes, up to 1."""
        self._lock = Lock()
        self._connection = sqlite3.connect("", check_same_thread=False)  # "": a temporary file without a name
        self._connection.row_factory = sqlite3.Row
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _FORM)

    def close(self) -> None:
        """Remove the index."""
        with self._lock:
            self._connection.close()

    def refresh(self, seconds: float = float("inf")) -> bool:
        """Read what was written since the last time, for `seconds` at most; gives whether nothing is left to be read.

        ArchiveError: there is no archive (any more).
        """
        until = time.monotonic() + seconds
        with self._lock:
            files = article_files(self.folder)[::-1]
            if not self._stands(files):
                self._connection.executescript(_ANEW)
            is_done = all(self._read(path, until) for path in files)
            self._connection.commit()
            self.share_read = 1.0 if is_done else self._share(files)
            return is_done

    def _stands(self, files: list[Path]) -> bool:
        """Whether what was read still lies where it did. Words without their text cannot be taken out one by one."""
        names = {path.relative_to(self.folder).as_posix() for path in files}
        read = self._connection.execute("SELECT path, offset, tail FROM progress").fetchall()
        return all(name in names and _tail(self.folder / name, end) == tail for name, end, tail in read)

    def _read(self, path: Path, until: float) -> bool:
        """Read on in one file; whether there was time for all of it."""
        name = path.relative_to(self.folder).as_posix()
        row = self._connection.execute("SELECT offset FROM progress WHERE path = ?", (name,)).fetchone()
        begin = end = row["offset"] if row else 0
        if path.stat().st_size == begin:
            return True
        with suppress(Unreadable):  # what follows is still being written, or damaged: `scrapy verify` tells
            for offset, packed, lines in _members(path, begin):
                start = 0
                for line in lines.splitlines(keepends=True):
                    record = shown(line)
                    if record is not None:
                        self._put(record, name, offset, packed, start, len(line))
                    start += len(line)
                end = offset + packed
                if time.monotonic() > until:  # after one at least: each slice gets on
                    break
        self._connection.execute("INSERT OR REPLACE INTO progress VALUES (?, ?, ?)", (name, end, _tail(path, end)))
        return time.monotonic() <= until or end == path.stat().st_size

    def _share(self, files: list[Path]) -> float:
        (read,) = self._connection.execute("SELECT coalesce(sum(offset), 0) FROM progress").fetchone()
        return min(1.0, float(read) / max(1, sum(path.stat().st_size for path in files)))

    def _put(self, record: Record, path: str, offset: int, length: int, start: int, size: int) -> None:
        name, version = str(record["id"]), record["version"]
        run = self._connection.execute
        last = run("SELECT number, version FROM lines WHERE id = ? AND is_last", (name,)).fetchone()
        is_last = last is None or version >= last["version"]
        if last is not None and is_last:
            run("UPDATE lines SET is_last = 0 WHERE number = ?", (last["number"],))
        confidence = (record["confidence"] or {}).get("body")
        cursor = run(
            "INSERT INTO lines (id, version, is_last, url, title, day, section, state, confidence, path, offset, "
            "length, start, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(name, version, is_last),
                *(_text(record.get(field)) for field in ("url", "title")),
                (_text(record.get("date_published")) or "")[:10],
                *(_text(record.get("section")), _text(record.get("state")) or "live"),
                *(float(confidence) if isinstance(confidence, int | float) else None,),
                *(path, offset, length, start, size),
            ),
        )
        words = (spaced(_text(record.get("title")) or ""), spaced(_text(record.get("body")) or ""))
        run("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (cursor.lastrowid, *words))

    # --- asking

    def find(self, wanted: Wanted) -> Found:
        """The articles that are wanted, by their last version: the best hits first, else the latest."""
        source, where, order, values = query_for(wanted)
        with self._lock:
            run = self._connection.execute  # only words of ours are put into the queries, what was asked is bound
            (total,) = run(f"SELECT count(*) FROM {source} WHERE {where}", values).fetchone()  # noqa: S608
            rows = run(
                f"SELECT lines.* FROM {source} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
                (*values, PAGE, (wanted.page - 1) * PAGE),
            ).fetchall()
        return Found([dict(row) for row in rows], total)

    def versions(self, name: str, most: int = MOST_VERSIONS) -> list[Record]:
        """The latest versions of the article with that id, oldest first; empty where there is none: `most` at most, and
        as many as `MOST_BYTES` hold.
        """
        sql = "SELECT * FROM lines WHERE id = ? ORDER BY version DESC LIMIT ?"
        with self._lock:
            rows = self._connection.execute(sql, (name, most)).fetchall()
        sizes = accumulate(row["size"] for row in rows)
        rows = [
            row for place, (row, size) in enumerate(zip(rows, sizes, strict=True)) if not place or size <= MOST_BYTES
        ]
        return [record for row in rows[::-1] if (record := self._record(row)) is not None]

    def choices(self) -> tuple[list[str], list[str], int]:
        """The sections (the 200 most frequent) and states there are, and the number of articles."""
        with self._lock:
            run = self._connection.execute
            sections = run(
                "SELECT section FROM lines WHERE is_last AND section IS NOT NULL GROUP BY section "
                "ORDER BY count(*) DESC LIMIT 200"
            ).fetchall()
            states = run("SELECT DISTINCT state FROM lines WHERE is_last ORDER BY state").fetchall()
            (total,) = run("SELECT count(*) FROM lines WHERE is_last").fetchone()
        return sorted(row["section"] for row in sections), [row["state"] for row in states], total

    def _record(self, row: sqlite3.Row) -> Record | None:
        path = self.folder / row["path"]
        try:
            with path.open("rb") as file:
                file.seek(row["offset"])
                member = file.read(row["length"])
            lines = unpack(member, packing_of(path) or Packing.PLAIN)
        except (OSError, Unreadable):
            return None
        record = shown(lines[row["start"] : row["start"] + row["size"]])
        return record if record is not None and str(record["id"]) == row["id"] else None  # else rewritten meanwhile


def no_index(error: sqlite3.Error) -> str:
    """What is wrong and what to do, in a sentence or two, where the index itself gives way."""
    return (
        f"The index, a temporary file, cannot be written or read: {error}. Make room where temporary files lie "
        "(TMPDIR says where), and start 'scrapy browse' again."
    )


def _members(path: Path, begin: int) -> Iterator[tuple[int, int, bytes]]:
    """Offset, length and lines of each whole line or member from `begin` on."""
    packing = packing_of(path) or Packing.PLAIN
    if packing is Packing.PLAIN:
        with path.open("rb") as file:
            file.seek(begin)
            offset = begin
            for line in file:
                if line.endswith(b"\n"):
                    yield offset, len(line), line
                offset += len(line)
        return
    for offset, member in packed_members(path, packing, begin):
        yield offset, len(member), unpack(member, packing)


def _tail(path: Path, end: int) -> bytes:
    """The bytes of the file before `end`; fewer where it ends before."""
    with path.open("rb") as file:
        file.seek(max(0, end - _TAIL))
        return file.read(min(end, _TAIL))


def _text(value: object) -> str | None:
    return str(value) if value else None
