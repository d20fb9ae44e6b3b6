"""Takes an archive into a new ledger that has its lines but none: one written before there were ledgers, or one
whose ledger was lost. What a crawl had still to ask for is not in the lines: the next one starts anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from newscrawler.archive.ledger import Ledger
from newscrawler.archive.paths import ARTICLES
from newscrawler.archive.records import Records
from newscrawler.errors import ArchiveError


def adopt_articles(folder: Path, ledger: Ledger, records: Records) -> None:
    """Enter every line of `articles/*.jsonl`; a last line without its newline was never whole and is cut off.

    Raises ArchiveError where a line is no record; nothing was changed then.
    """
    for path in sorted((folder / ARTICLES).glob("*.jsonl")):
        try:
            whole = _length_of_whole_lines(path)
            number = ledger.write(
                "INSERT INTO files (path, committed) VALUES (?, ?)", (f"{ARTICLES}/{path.name}", whole)
            )
            for offset, line in _lines(path, whole):
                records.adopt(_record(path, offset, line), number, offset, line)
        except OSError as error:
            raise ArchiveError(f"Cannot read {path}: {error.strerror}") from error


def _lines(path: Path, until: int) -> Iterator[tuple[int, bytes]]:
    offset = 0
    with path.open("rb") as lines:
        for line in lines:
            if offset >= until:
                return
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


def _length_of_whole_lines(path: Path) -> int:
    """Bytes up to the last newline: the writer of what follows died in the middle of it."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        while end > 0:
            start = max(0, end - 65536)
            file.seek(start)
            newline = file.read(end - start).rfind(b"\n")
            if newline >= 0:
                return start + newline + 1
            end = start
    return 0
