"""One archive while a crawl writes to it: what it holds, and the one way in for a new line.

Lines are appended and flushed one by one, never rewritten. What is known of the lines (id, version, digest, where
the last one lies) is read back from them on opening, so there is no second source of truth. A last line without
its newline was never whole: it is cut off on opening.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson

from newscrawler.archive.jsonl import to_line
from newscrawler.archive.lock import FolderLock
from newscrawler.archive.paths import ARTICLES, REPORTS, articles_file
from newscrawler.clock import Clock, stamp
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


@dataclass(slots=True)
class _Known:
    """The last line of one article."""

    version: int
    first_seen: str | None
    file: Path
    offset: int
    length: int


class Archive:
    """An archive's folder, locked and open for writing.

    Raises ArchiveInUse where another process holds it, ArchiveError where it cannot be read or written.
    """

    def __init__(self, folder: Path, clock: Clock, run_id: str | None = None) -> None:
        self.folder = folder
        self.run_id = run_id
        self._clock = clock
        self._file: IO[bytes] | None = None
        self._path: Path | None = None
        self._length = 0
        try:
            (folder / ARTICLES).mkdir(parents=True, exist_ok=True)
            (folder / REPORTS).mkdir(exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"Cannot make the archive {folder}: {error.strerror}") from error
        self._lock = FolderLock(folder)
        try:
            self._known = _read_known(folder / ARTICLES)
        except BaseException:
            self._lock.release()
            raise

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._known

    def put(self, article: Article) -> Outcome:
        """Write `article` if it is new or its own content changed; it gets its version, state and life.

        ARCHIVED or UNCHANGED. Raises ArchiveError where the line could not be written; then the file ends
        where it ended before.
        """
        if article.id is None:
            raise ArchiveError("An article without an address cannot be archived: it has no id")
        known = self._known.get(article.id)
        changed = self._changed_fields(known, article) if known else []
        if known and not changed:
            return Outcome.UNCHANGED
        now = stamp(self._clock())
        article.version = known.version + 1 if known else 1
        article.state = "edited" if known else "live"
        article.changed_fields = changed
        article.first_seen = known.first_seen if known else now
        article.last_seen = now
        article.run_id = self.run_id
        self._append(article)
        return Outcome.ARCHIVED

    def close(self) -> None:
        """Sync what was written and let go of the folder."""
        try:
            self._close_file()
        finally:
            self._lock.release()

    def _changed_fields(self, known: _Known, article: Article) -> list[str]:
        with known.file.open("rb") as lines:
            lines.seek(known.offset)
            before: dict[str, Any] = orjson.loads(lines.read(known.length))
        return [name for name in OWN_FIELDS if before.get(name) != getattr(article, name)]

    def _append(self, article: Article) -> None:
        line = to_line(article)
        try:
            file = self._open_file(articles_file(self.folder, self._clock()))
            if file.write(line) != len(line):  # a raw file may take less than it was given
                raise OSError(errno.ENOSPC, "only part of the line could be written")
        except OSError as error:
            self._cut_back()
            raise ArchiveError(
                f"Cannot write to {self._path}: {error.strerror}. Nothing that was archived is lost; "
                "mend it and run the same command again"
            ) from error
        assert article.id is not None
        assert self._path is not None
        self._known[article.id] = _Known(article.version, article.first_seen, self._path, self._length, len(line))
        self._length += len(line)

    def _open_file(self, path: Path) -> IO[bytes]:
        if self._file is None or path != self._path:
            self._close_file()
            self._path = path
            self._file = path.open("ab", buffering=0)
            self._length = self._file.seek(0, os.SEEK_END)
        return self._file

    def _cut_back(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # the next opening cuts a torn line off as well
                self._file.truncate(self._length)

    def _close_file(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            with file:
                os.fsync(file.fileno())


def _read_known(articles: Path) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for path in sorted(articles.glob("*.jsonl")):
        try:
            _cut_torn_line(path)
            for offset, line in _lines(path):
                record = _record(path, offset, line)
                before = known.get(record["id"])
                if before is None or record["version"] > before.version:
                    known[record["id"]] = _Known(record["version"], record.get("first_seen"), path, offset, len(line))
        except OSError as error:
            raise ArchiveError(f"Cannot read {path}: {error.strerror}") from error
    return known


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    offset = 0
    with path.open("rb") as lines:
        for line in lines:
            yield offset, line
            offset += len(line)


def _record(path: Path, offset: int, line: bytes) -> dict[str, Any]:
    try:
        record = orjson.loads(line)
        if isinstance(record["id"], str) and isinstance(record["version"], int):
            return dict(record)
    except (orjson.JSONDecodeError, KeyError, TypeError):
        pass
    raise ArchiveError(
        f"{path} is damaged: the line at byte {offset} is no record. Nothing was changed. Put the file back from a "
        "copy, or move it out of the archive, and start again"
    )


def _cut_torn_line(path: Path) -> None:
    """Cut a last line that has no newline: its writer died in the middle of it."""
    with path.open("rb+") as file:
        end = whole = file.seek(0, os.SEEK_END)
        while whole > 0:
            start = max(0, whole - 65536)
            file.seek(start)
            newline = file.read(whole - start).rfind(b"\n")
            if newline >= 0:
                whole = start + newline + 1
                break
            whole = start
        if whole < end:
            file.truncate(whole)


def without_archive(article: Article, clock: Clock, run_id: str | None) -> None:
    """Give `article` the life of a line that only feeds will hold."""
    article.first_seen = article.last_seen = stamp(clock())
    article.run_id = run_id
