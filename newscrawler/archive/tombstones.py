"""What is left of something that was forgotten: that it was, when and why, and what must never be asked for again.

`forgotten.jsonl` holds a line for each address and each article; the ledger knows the same, and is made anew from
it. In a WARC file a member of the very same length takes the place of the one that is gone, so that all other places
stay what they were; it holds a `metadata` record that every reader takes.
"""

from __future__ import annotations

import base64
import hashlib
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson

from newscrawler.archive.ledger import Ledger
from newscrawler.archive.warc import Member
from newscrawler.errors import ArchiveError

FORGOTTEN = "forgotten.jsonl"
"""The archive's list of what was forgotten."""

_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_STORED = 0xFFFF  # bytes that a stored block holds at most
_BLOCK_HEAD = 5
_END = b"\r\n\r\n"


@dataclass(slots=True, frozen=True)
class Tombstone:
    """One address or one article that is gone for good."""

    at: str
    """When it was forgotten: ISO 8601, UTC."""
    reason: str
    key: str | None = None
    """What the page's addresses share; None: this is an article's."""
    url: str | None = None
    """The address that must never be asked for again."""
    id: str | None = None
    """The article's `id`."""

    def line(self) -> bytes:
        """As it stands in `forgotten.jsonl`."""
        said = {"at": self.at, "reason": self.reason, "key": self.key, "url": self.url, "id": self.id}
        return orjson.dumps({name: value for name, value in said.items() if value}, option=orjson.OPT_APPEND_NEWLINE)


def tombstones_in(ledger: Ledger) -> list[Tombstone]:
    """All that the ledger knows, in the order of `forgotten.jsonl`."""
    found = [Tombstone(*row) for row in ledger.all("SELECT at, reason, key, url FROM forgotten")]
    found += [Tombstone(at, reason, id=of) for at, reason, of in ledger.all("SELECT at, reason, id FROM forgotten_ids")]
    return sorted(found, key=lambda stone: (stone.at, stone.key or "", stone.id or ""))


def put_tombstone(ledger: Ledger, stone: Tombstone) -> None:
    """Enter one, in the open transaction; what was forgotten before keeps its date and reason."""
    if stone.id is not None:
        sql, values = "INSERT OR IGNORE INTO forgotten_ids (id, at, reason) VALUES (?, ?, ?)", (stone.id,)
    else:
        sql = "INSERT OR IGNORE INTO forgotten (key, url, at, reason) VALUES (?, ?, ?, ?)"
        values = (stone.key, stone.url)  # type: ignore[assignment]
    ledger.write(sql, (*values, stone.at, stone.reason))


def adopt_tombstones(folder: Path, ledger: Ledger) -> None:
    """Enter every line of `forgotten.jsonl`; ArchiveError where one is none."""
    path = folder / FORGOTTEN
    if not path.exists():
        return
    content = path.read_bytes()
    for line in content.splitlines():
        put_tombstone(ledger, _tombstone(line, path))
    ledger.write("INSERT INTO files (path, committed) VALUES (?, ?)", (FORGOTTEN, len(content)))


def _tombstone(line: bytes, path: Path) -> Tombstone:
    try:
        said: dict[str, Any] = orjson.loads(line)
        stone = Tombstone(said["at"], said.get("reason", ""), said.get("key"), said.get("url"), said.get("id"))
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        raise ArchiveError(f"{path} is damaged: it has a line that tells of nothing forgotten") from None
    if stone.id is None and (stone.key is None or stone.url is None):
        raise ArchiveError(f"{path} is damaged: it has a line that names nothing forgotten")
    return stone


def filler(length: int, at: str, reason: str, salt: str) -> Member:
    """A member of exactly `length` bytes with a `metadata` record that says what was done; `salt` makes its id.

    The record's block is filled up with spaces in stored blocks, of which as many are taken as give the length.
    """
    record_id = uuid5(NAMESPACE_URL, f"forgotten\n{salt}").urn
    empty = _record(record_id, at, b"")
    blocks = max(1, -(-(length - len(_GZIP_HEAD) - 8) // (_STORED + _BLOCK_HEAD)))
    room = length - len(_GZIP_HEAD) - 8 - blocks * _BLOCK_HEAD - len(empty)
    if room < 0:
        raise ArchiveError(f"A member of {length} bytes is too short for what has to take its place")
    said = f"forgotten: {at}\r\nreason: {reason}\r\n".encode()[:room]
    record = _record(record_id, at, said + b" " * (room - len(said)))
    return Member("metadata", record_id, _stored(record, blocks))


def _record(record_id: str, at: str, block: bytes) -> bytes:
    digest = base64.b32encode(hashlib.sha256(block).digest()).decode()
    lines = (
        "WARC/1.1",
        "WARC-Type: metadata",
        f"WARC-Record-ID: <{record_id}>",
        f"WARC-Date: {at}",
        "Content-Type: application/warc-fields",
        f"WARC-Block-Digest: sha256:{digest}",
        f"Content-Length: {len(block):>12}",  # as wide whatever the number
    )
    return "\r\n".join(lines).encode() + _END + block + _END


def _stored(content: bytes, blocks: int) -> bytes:
    """`content` as a gzip member of so many stored blocks."""
    parts = [_GZIP_HEAD]
    for number in range(blocks):
        piece = content[number * _STORED : (number + 1) * _STORED]
        parts += [struct.pack("<BHH", number == blocks - 1, len(piece), len(piece) ^ 0xFFFF), piece]
    parts.append(struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF))
    return b"".join(parts)
