"""The pieces that an archive's files are made of, as the ledger knows them, and what contradicts it in their content.

A line is a record in its form, has the digest of its content, and its pointer leads to the capture it names; a capture
has its digests. Whether the bytes are those that were written is seen before (`verify.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from newscrawler.archive import warc
from newscrawler.archive.answers import Answers
from newscrawler.archive.findings import Counts
from newscrawler.archive.form import fault_in
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.packing import members_in
from newscrawler.archive.warc_reading import Record, Unreadable, read_message, read_record
from newscrawler.items import content_digest

Reread = Callable[[Answers, Mapping[str, Any]], Iterator[tuple[str | None, str | None]]]
"""A record → (maker's version, body) as they would be archived today of its capture: one of them should be the
record's, since a page that came several times may have been told of in several ways. None where it cannot be read."""


@dataclass(slots=True, frozen=True)
class Piece:
    """A line or a member as the ledger knows it."""

    offset: int
    length: int
    sha256: bytes
    row: tuple[Any, ...]


def packed_in(ledger: Ledger, number: int) -> Iterator[Piece]:
    """Members of the packed file of that number."""
    for member in members_in(ledger, number):
        yield Piece(member.offset, member.length, member.sha256, ())


def lines_in(ledger: Ledger, number: int) -> Iterator[Piece]:
    """Lines of the file of that number; `row`: id, version, its capture's file and offset."""
    sql = (
        "SELECT offset, length, sha256, id, version, capture_file, capture_offset FROM records WHERE file = ? "
        "ORDER BY offset"
    )
    for offset, length, sha256, *row in ledger.each(sql, (number,)):
        yield Piece(offset, length, sha256, tuple(row))


def captures_in(ledger: Ledger, number: int) -> Iterator[Piece]:
    """WARC records in the file of that number; `row`: type, id, digest of the payload."""
    sql = "SELECT offset, length, sha256, type, record_id, payload_digest FROM captures WHERE file = ? ORDER BY offset"
    for offset, length, sha256, *row in ledger.each(sql, (number,)):
        yield Piece(offset, length, sha256, tuple(row))


class LineProof:
    """Proves lines, one by one; counts those whose bodies were read again."""

    def __init__(self, ledger: Ledger, answers: Answers, reread: Reread | None, counts: Counts) -> None:
        self._ledger = ledger
        self._answers = answers
        self._reread = reread
        self._counts = counts

    def faults(self, piece: Piece, content: bytes) -> Iterator[str]:
        """What contradicts the ledger, the line's own digests, its capture or what is read of that."""
        try:
            record = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            yield f"is no JSON: {error}"
            return
        fault = fault_in(record)
        if fault is not None:
            yield f"is no record as article.schema.json has it: {fault.lstrip()}"
            return
        article_id, version, capture_file, capture_offset = piece.row
        if (record["id"], record["version"]) != (article_id, version):
            yield f"the ledger calls it {article_id} version {version}"
        if record["content_sha256"] not in (None, content_digest(record["title"], record["body"])):
            yield "its content_sha256 is not that of its title and body"
        if record["warc"] is not None:
            yield from self._pointer(record, capture_file, capture_offset)
        for part in record.get("parts") or ():
            if part.get("warc") is not None:
                yield from self._pointer_of_part(part)

    def _pointer(self, record: dict[str, Any], file: int | None, offset: int | None) -> Iterator[str]:
        pointer = record["warc"]
        if not self._is_known(pointer, file, offset):
            yield "its pointer leads to no response that the ledger knows"
            return
        try:
            self._answers.message(pointer)
        except (Unreadable, OSError) as error:
            yield f"its capture cannot be read: {error}"
            return
        if self._reread is not None:
            yield from self._read_again(record, self._reread)

    def _pointer_of_part(self, part: dict[str, Any]) -> Iterator[str]:
        row = self._ledger.one("SELECT number FROM files WHERE path = ?", (part["warc"]["file"],))
        if not self._is_known(part["warc"], row and row[0], part["warc"]["offset"]):
            yield f"the pointer of {part['url']}, a further page of it, leads to no response that the ledger knows"

    def _is_known(self, pointer: dict[str, Any], file: int | None, offset: int | None) -> bool:
        """Whether the response at that place of the ledger is the one that `pointer` says."""
        known = self._ledger.one(
            "SELECT path, offset, length, record_id, payload_digest FROM captures JOIN files ON number = file "
            "WHERE file = ? AND offset = ? AND type = 'response'",
            (file, offset),
        )
        said = tuple(pointer[name] for name in ("file", "offset", "length", "record_id", "payload_digest"))
        return known is not None and tuple(known) == said

    def _read_again(self, record: dict[str, Any], reread: Reread) -> Iterator[str]:
        readings = [body for maker, body in reread(self._answers, record) if maker == record["extractor_version"]]
        self._counts.reread += bool(readings)
        if readings and record["body"] not in readings:
            yield "its body is not what is read from its capture today, by the same version"


def faults_of_capture(piece: Piece, content: bytes) -> Iterator[str]:
    """What contradicts the ledger, or itself, in a WARC record."""
    kind, record_id, payload_digest = piece.row
    try:
        record: Record = read_record(content)
        payload = read_message(record.block).payload if kind in ("response", "request", "revisit") else b""
    except Unreadable as error:
        yield str(error)
        return
    if (record.type, record.record_id) != (kind, record_id):
        yield f"the ledger calls it {kind} {record_id}"
    if record.fields.get("warc-block-digest") != warc.digest(record.block):
        yield "its block digest is wrong"
    if kind == "response" and not payload_digest == record.fields.get("warc-payload-digest") == warc.digest(payload):
        yield "its payload digest is wrong"
