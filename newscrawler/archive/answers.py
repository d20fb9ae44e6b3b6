"""Answers that were captured, for those who read them again: where each payload lies, and what a channel had said of
the page when it was asked for.

What a channel said travels with the page's request and is not in any HTTP message. It is kept beside the capture, as
a WARC metadata record that refers to it: one line, `told: {JSON}`, which names the channel's address (`by`) and the
id of the channel's own capture (`capture`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from newscrawler.archive.ledger import Ledger
from newscrawler.archive.warc_reading import Message, Record, Unreadable, read_message, read_record
from newscrawler.items import WarcPointer

_OF_URL = (
    "SELECT file, offset, url, at, coalesce(payload_file, file), coalesce(payload_offset, offset) FROM captures "
    "WHERE url = ? AND status = 200 ORDER BY file DESC, offset DESC"
)
_RESPONSES = (
    "SELECT file, offset, url, at, file, offset FROM captures WHERE type = 'response' AND status = 200 "
    "ORDER BY file, offset"
)


@dataclass(slots=True, frozen=True)
class Answer:
    """One answer with status 200."""

    file: int
    offset: int
    url: str
    at: str
    payload_file: int
    payload_offset: int
    """Where its payload lies: here, or in the answer that it revisits."""


class Answers:
    """Finds and reads them in the archive in `folder`."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder = folder
        self._ledger = ledger

    def of(self, url: str) -> Iterator[Answer]:
        """All from `url`, the newest first."""
        return (Answer(*row) for row in self._ledger.each(_OF_URL, (url,)))

    def responses(self) -> Iterator[Answer]:
        """All that hold a payload of their own, in the order they came."""
        return (Answer(*row) for row in self._ledger.each(_RESPONSES))

    def pointer(self, answer: Answer) -> WarcPointer:
        """Where its payload lies, as a record says it; Unreadable where the ledger does not know."""
        row = self._ledger.one(
            "SELECT path, offset, length, record_id, payload_digest FROM captures JOIN files ON number = file "
            "WHERE file = ? AND offset = ?",
            (answer.payload_file, answer.payload_offset),
        )
        if row is None:
            raise Unreadable("the capture that holds the payload is not known")
        return WarcPointer(file=row[0], offset=row[1], length=row[2], record_id=row[3], payload_digest=row[4])

    def message(self, pointer: WarcPointer | Mapping[str, Any]) -> Message:
        """The HTTP message that a record's `warc` leads to. Raises Unreadable, OSError."""
        said = pointer if isinstance(pointer, Mapping) else {name: getattr(pointer, name) for name in _PLACE}
        return read_message(self._record(*(said[name] for name in _PLACE)).block)

    def told(self, answer: Answer) -> dict[str, Any] | None:
        """What a channel had said of the page when this answer came; None where nothing is kept."""
        beside = self._ledger.all(  # its request, then that
            "SELECT path, offset, length, type FROM captures JOIN files ON number = file WHERE file = ? AND offset > ? "
            "ORDER BY offset LIMIT 2",
            (answer.file, answer.offset),
        )
        for path, offset, length, kind in beside:
            if kind in ("response", "revisit"):
                return None
            if kind == "metadata":
                return told_in(self._record(path, offset, length))
        return None

    def _record(self, path: str, offset: int, length: int) -> Record:
        with (self._folder / path).open("rb") as file:
            file.seek(offset)
            return read_record(file.read(length))


_PLACE = ("file", "offset", "length")


def words_of(told: Mapping[str, Any] | None) -> dict[str, str]:
    """What `told` says, as a metadata record holds it; nothing where nothing was told."""
    return {"told": orjson.dumps(told).decode()} if told else {}


def told_in(record: Record) -> dict[str, Any] | None:
    """What a metadata record says that a channel had told; None where it says nothing of the kind."""
    for line in record.block.split(b"\r\n"):
        name, _, value = line.partition(b": ")
        if name == b"told":
            try:
                told = orjson.loads(value)
            except orjson.JSONDecodeError:
                return None
            return told if isinstance(told, dict) else None
    return None
