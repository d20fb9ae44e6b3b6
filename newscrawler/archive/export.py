"""An archive as one file: sorted, the same bytes whenever it is made from the same archive, in place at once or not
at all.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import IO, Any

import orjson

from newscrawler.archive.ledger import LEDGER, Ledger, check_is_archive
from newscrawler.archive.lock import FolderLock
from newscrawler.archive.packing import Lines, zstd_file
from newscrawler.archive.rewriting import open_ledger
from newscrawler.archive.warc_reading import Unreadable
from newscrawler.errors import ArchiveError
from newscrawler.items import Article

_RFC_4180 = "\r\n"
FIELDS = tuple(field.name for field in fields(Article))
_EMPTY = asdict(Article())
_SQL = (
    "SELECT number, path, offset, length, articles.last_seen, records.version = articles.version FROM records "
    "JOIN files ON number = file JOIN articles USING (id) "
)


@contextmanager
def ledger_of(folder: Path) -> Iterator[Ledger]:
    """The ledger of the archive in `folder`, locked. Raises ArchiveError, ArchiveInUse while a crawl writes."""
    check_is_archive(folder)
    lock = FolderLock(folder)
    try:
        ledger = open_ledger(folder)
        try:
            if ledger.is_new:  # emptied: an export of nothing would look like an archive of nothing
                raise ArchiveError(f"{folder / LEDGER} is empty: the next crawl enters the lines that are there")
            yield ledger
        finally:
            ledger.close()
    finally:
        lock.release()


def exported_records(folder: Path, *, latest: bool) -> Iterator[dict[str, Any]]:
    """All records of the archive in `folder`, by id and version; `latest`: of each article the last version alone, and
    none of what turned out to be another article, whose text would be there twice.

    What the ledger goes on counting is filled in (`last_seen` of each article's last version), and what an earlier form
    of the record did not have. Raises ArchiveError, ArchiveInUse while a crawl writes.
    """
    where = "WHERE records.version = articles.version AND id NOT IN (SELECT alias FROM aliases) " if latest else ""
    with ledger_of(folder) as ledger:
        lines = Lines(folder, ledger)
        for *place, last_seen, is_last in ledger.each(_SQL + where + "ORDER BY id, records.version"):
            record = _EMPTY | record_at(lines, *place)
            if is_last and last_seen:
                record["last_seen"] = last_seen
            yield record


def write_jsonl(records: Iterable[dict[str, Any]], file: IO[bytes]) -> int:
    """One record a line; gives their number."""
    count = 0
    for record in records:
        file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
        count += 1
    return count


def write_csv(records: Iterable[dict[str, Any]], file: IO[bytes], columns: Iterable[str] = FIELDS) -> int:
    """One record a row, UTF-8 with a head; lists and objects are JSON in their cell, null is an empty cell."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    rows = csv.DictWriter(_UnixLines(text), list(columns), extrasaction="ignore", lineterminator=_RFC_4180)
    rows.writeheader()
    count = 0
    for record in records:
        rows.writerow({name: _cell(value) for name, value in record.items()})
        count += 1
    text.flush()
    text.detach()
    return count


class _UnixLines:
    """Ends rows with a line feed alone that were made with both signs: only signs of its line's end does `csv` quote
    in cells (before Python 3.13), and a carriage return ends the row for every reader.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def write(self, row: str) -> int:
        return self._text.write(row.removesuffix(_RFC_4180) + "\n")


def write_zipped(file: IO[bytes], write: Callable[[IO[bytes]], int]) -> int:
    """Have `write` write through gzip, with neither name nor time, so that the same words give the same bytes."""
    with gzip.GzipFile("", "wb", 6, file, mtime=0) as zipped:
        return write(zipped)  # type: ignore[arg-type]


def write_zstd(file: IO[bytes], write: Callable[[IO[bytes]], int]) -> int:
    """Have `write` write through zstd."""
    with zstd_file(file) as packed:
        return write(packed)


def record_at(lines: Lines, number: int, path: str, offset: int, length: int) -> dict[str, Any]:
    """The record at a place of an archive; ArchiveError where it is damaged."""
    try:
        record: dict[str, Any] = orjson.loads(lines.read(number, path, offset, length))
    except (orjson.JSONDecodeError, Unreadable):
        raise ArchiveError(f"{path} is damaged at byte {offset}: 'scrapy verify ARCHIVE' says more") from None
    return record


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return orjson.dumps(value).decode() if isinstance(value, list | dict) else value
