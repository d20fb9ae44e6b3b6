"""The lines of an archive as they lie there, oldest file first, also while a crawl writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from newscrawler.archive.paths import ARTICLES, REPORTS
from newscrawler.errors import ArchiveError

Record = dict[str, Any]


def article_files(folder: Path, since: str = "") -> list[Path]:
    """The files of lines, by day; `since` (`YYYY-MM-DD`) leaves out days before it. ArchiveError if there is no archive."""
    if not (folder / ARTICLES).is_dir():
        raise ArchiveError(f"{folder} is no archive: there is no {folder / ARTICLES}. Name an archive, or crawl one first")
    return sorted(path for path in (folder / ARTICLES).glob("*.jsonl") if path.stem >= since)


def raw_lines(folder: Path, since: str = "") -> Iterator[bytes]:
    """Each whole line, unread; a last line that is still being written is left out."""
    for path in article_files(folder, since):
        with path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield line


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
    for path in sorted((folder / REPORTS).glob("*.json"), reverse=True)[:limit]:
        try:
            report = record_of(path.read_bytes())
        except OSError:
            continue
        if report is not None:
            found.append(report)
    return found
