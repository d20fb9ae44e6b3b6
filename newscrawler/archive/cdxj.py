"""An index of an archive's captures for replay tools: CDXJ, a line a response, sorted by bytes.

    org,example)/news 20260210120000 {"url": …, "mime": …, "status": …, "digest": …, "length": …, "offset": …,
    "filename": …}

Key and timestamp (14 digits), then JSON, as pywb reads it and cdxj-indexer writes it. It is made on demand and not
kept: the ledger knows where everything lies, and the files can be indexed by any other tool as well.

Answers 304 have no line: pywb 2.10 replays them as they came, an empty page, and does so for whoever asks for the
latest; without them it takes the page that they say still stands.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import orjson

from newscrawler.archive.ledger import Ledger
from newscrawler.archive.surt import surt_of
from newscrawler.clock import moment_of
from newscrawler.errors import ArchiveError

_SQL = (
    "SELECT path, offset, length, type, at, url, status FROM captures JOIN files ON number = file "
    "WHERE type IN ('response', 'revisit', 'resource') AND url IS NOT NULL AND coalesce(status, 0) <> 304 "
    "ORDER BY path, offset"
)
_HEAD = 1 << 16
"""Bytes of a record, unpacked, in which its content type is looked for."""


def write_cdxj(folder: Path, ledger: Ledger, file: IO[bytes]) -> int:
    """The index of the archive in `folder`; gives the number of lines. Sorted on the disk: memory stays bounded."""
    with closing(sqlite3.connect("")) as sorter:
        sorter.execute("CREATE TABLE lines (line BLOB PRIMARY KEY) WITHOUT ROWID")
        sorter.executemany("INSERT OR IGNORE INTO lines VALUES (?)", ((line,) for line in _lines(folder, ledger)))
        count = 0
        for (line,) in sorter.execute("SELECT line FROM lines ORDER BY line"):
            file.write(line)
            count += 1
    return count


def _lines(folder: Path, ledger: Ledger) -> Iterator[bytes]:
    opened: tuple[str, IO[bytes]] | None = None
    try:
        for path, offset, length, kind, at, url, status in ledger.each(_SQL):
            if opened is None or opened[0] != path:
                if opened is not None:
                    opened[1].close()
                opened = (path, (folder / path).open("rb"))
            opened[1].seek(offset)
            fields, headers = _heads(opened[1].read(min(length, _HEAD)), f"{folder / path} at byte {offset}")
            said: dict[str, Any] = {
                "url": url,
                "mime": "warc/revisit" if kind == "revisit" else _mime(fields if kind == "resource" else headers),
                "status": str(status) if status is not None else None,
                "digest": fields.get(b"warc-payload-digest", b"").decode("latin-1"),
                "length": str(length),
                "offset": str(offset),
                "filename": path.rpartition("/")[2],
            }
            known = {name: value for name, value in said.items() if value}
            yield f"{surt_of(url)} {_digits(at)} ".encode() + orjson.dumps(known) + b"\n"
    finally:
        if opened is not None:
            opened[1].close()


def _digits(at: str) -> str:
    """A `WARC-Date` as 14 digits, UTC; it may have an offset, and be told to the minute or the day alone.

    >>> _digits("2026-02-10T12:00:00.25Z"), _digits("2026-02-10T20:00:00+08:00"), _digits("2026-02-10")
    ('20260210120000', '20260210120000', '20260210000000')
    """
    moment = moment_of(at)
    return f"{moment:%Y%m%d%H%M%S}".rjust(14, "0") if moment is not None else "0" * 14


def _heads(packed: bytes, where: str) -> tuple[dict[bytes, bytes], dict[bytes, bytes]]:
    """The fields of a record, and the headers of the HTTP message in it."""
    try:
        words = zlib.decompressobj(31).decompress(packed, _HEAD)
    except zlib.error as error:
        raise ArchiveError(f"{where} is damaged ({error}): 'scrapy verify ARCHIVE' says more") from None
    fields, _, block = words.partition(b"\r\n\r\n")
    return _pairs(fields), _pairs(block.partition(b"\r\n\r\n")[0])


def _pairs(head: bytes) -> dict[bytes, bytes]:
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _mime(headers: dict[bytes, bytes]) -> str:
    return headers.get(b"content-type", b"").partition(b";")[0].strip().decode("latin-1")
