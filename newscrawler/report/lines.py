"""The lines of an archive as they lie there, oldest file first, also while a crawl writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from newscrawler.archive.folders import names_in
from newscrawler.archive.packing import Packing, packed_members, packing_of, unpack
from newscrawler.archive.paths import ARTICLES, REPORTS
from newscrawler.archive.warc_reading import Unreadable
from newscrawler.errors import ArchiveError

Record = dict[str, Any]


def article_files(folder: Path, since: str = "") -> list[Path]:
    """The files of lines, by day; `since` (`YYYY-MM-DD`) leaves out days before it. ArchiveError if there are none."""
    lines = folder / ARTICLES
    if not lines.is_dir():
        raise ArchiveError(f"{folder} is no archive: there is no {lines}. Name an archive, or crawl one first")
    found = [path for packing in Packing for path in lines.glob(f"*.{packing}")]
    return sorted(path for path in found if path.name[:10] >= since)


def raw_lines(folder: Path, since: str = "") -> Iterator[bytes]:
    """Each whole line, unread; a last line or member that is still being written is left out."""
    for path in article_files(folder, since):
        packing = packing_of(path) or Packing.PLAIN
        yield from _plain_lines(path) if packing is Packing.PLAIN else _packed_lines(path, packing)


def _plain_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield line


def _packed_lines(path: Path, packing: Packing) -> Iterator[bytes]:
    try:
        for _, member in packed_members(path, packing):
            yield from unpack(member, packing).splitlines(keepends=True)
    except Unreadable:  # what follows is still being written, or damaged, which `scrapy verify` says
        return


def record_of(line: bytes) -> Record | None:
    """The line's record; None where it is no JSON object (`scrapy verify` says what is wrong with it)."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None


def run_reports(folder: Path, limit: int) -> list[Record]:
    """The latest `limit` run reports, newest first; unreadable ones are left out."""
    found = []
    for name in names_in(folder / REPORTS, ".json")[: -limit - 1 : -1]:
        try:
            report = record_of((folder / REPORTS / name).read_bytes())
        except OSError:
            continue
        if report is not None:
            found.append(report)
    return found
