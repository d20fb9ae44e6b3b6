"""What an archive holds, line by line and capture by capture, as its ledger knows it: for those who take something out.

Nothing here changes the ledger; what speeds up the search is in SQLite's temporary tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from newscrawler.archive.forgetting_plan import Capture, Line
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.packing import Lines
from newscrawler.archive.warc_reading import Message, Unreadable, read_message, read_record
from newscrawler.errors import ArchiveError

_CAPTURES = (
    "SELECT number, path, offset, length, type, record_id, at, url, payload_digest, payload_file, payload_offset "
    "FROM captures JOIN files ON number = file WHERE type != 'warcinfo'"
)


class Held:
    """Reads one archive. Raises ArchiveError where a line or a capture that must be read is damaged."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder = folder
        self._ledger = ledger
        self._reader = Lines(folder, ledger)

    def lines(self, path: str | None = None) -> Iterator[Line]:
        """All lines, or those of one file, in the order they lie in."""
        sql = (
            "SELECT id, version, number, path, offset, length, capture_file, capture_offset FROM records "
            "JOIN files ON number = file WHERE path = coalesce(?, path) ORDER BY path, offset"
        )
        return (Line(*row) for row in self._ledger.each(sql, (path,)))

    def content(self, line: Line) -> bytes:
        """The bytes of a line."""
        try:
            return self._reader.read(line.number, line.path, line.offset, line.length)
        except Unreadable as error:
            raise _damaged(line.path, line.offset, error) from None

    def record(self, line: Line) -> dict[str, Any]:
        """What a line says."""
        try:
            record: dict[str, Any] = orjson.loads(self.content(line))
        except orjson.JSONDecodeError as error:
            raise _damaged(line.path, line.offset, error) from None
        return record

    def member(self, capture: Capture) -> bytes:
        """The bytes of a capture."""
        with (self._folder / capture.path).open("rb") as file:
            file.seek(capture.offset)
            return file.read(capture.length)

    def message(self, capture: Capture) -> Message:
        """The HTTP message in a capture."""
        try:
            return read_message(read_record(self.member(capture)).block)
        except Unreadable as error:
            raise _damaged(capture.path, capture.offset, error) from None

    def captures(self, where: str = "", values: Sequence[Any] = ()) -> Iterator[Capture]:
        """All but warcinfo, or those of them for which `where` (SQL that goes on with AND) is true too."""
        sql = f"{_CAPTURES} {where} ORDER BY path, offset"
        return (Capture(*row) for row in self._ledger.each(sql, values))

    def new_captures(self) -> Iterator[Capture]:
        """Those since the last look. Only files that have grown are asked: every run of an hourly job does this."""
        grown = self._ledger.all(
            "SELECT number, coalesce(until, 0) FROM files LEFT JOIN looked_through ON file = number "
            "WHERE committed > coalesce(until, 0) ORDER BY path"
        )
        for place in grown:
            yield from self.captures("AND file = ? AND offset >= ?", place)

    def index_payloads(self) -> None:
        """Have `same_payload` find them, as the ledger is now: it has no index that holds revisits, and a list may have
        been captured by every run.
        """
        self._ledger.write("DROP TABLE IF EXISTS temp.same_payloads")
        self._ledger.write(
            "CREATE TEMP TABLE same_payloads AS SELECT payload_digest AS digest, file, offset FROM captures "
            "WHERE payload_digest IS NOT NULL"
        )
        self._ledger.write("CREATE INDEX temp.by_digest ON same_payloads (digest)")

    def same_payload(self, response: Capture) -> list[Capture]:
        """Captures with the payload that `response` has, it among them; `index_payloads` goes before."""
        where = "AND (file, offset) IN (SELECT file, offset FROM temp.same_payloads WHERE digest = ?)"
        return list(self.captures(where, (response.payload_digest,)))


def _damaged(path: str, offset: int, error: Exception) -> ArchiveError:
    return ArchiveError(f"{path} is damaged at byte {offset} ({error}): 'scrapy verify ARCHIVE' says more")
