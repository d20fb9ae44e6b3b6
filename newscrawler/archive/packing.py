"""How lines lie in their file: as they are, or packed with gzip or zstd, a member after the other.

A packed file is read as one stream of lines: a line's offset and length count unpacked bytes, whatever the packing.
Which *member* (of gzip; a frame of zstd) holds which bytes of the stream, the ledger knows. A commit ends with a
whole member, so that what is cut back to its committed length stays readable by every tool.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, cast

from newscrawler.archive.ledger import Ledger
from newscrawler.archive.warc_reading import CutOff, Unreadable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MEMBER = 1 << 18
"""Bytes of lines after which a member is closed: one line read alone unpacks no more than that (and its own length)."""
_LARGEST = 1 << 30
"""Bytes that a member may unpack to: one line is far smaller, a bomb is not."""
_PIECE = 1 << 18
_LEVEL = 6


class Packing(StrEnum):
    """What files of lines end in, by how they are packed."""

    PLAIN = "jsonl"
    GZIP = "jsonl.gz"
    ZSTD = "jsonl.zst"


@dataclass(slots=True, frozen=True)
class Member:
    """Where one member lies, and which bytes of the stream it holds."""

    start: int
    """Of its first byte in the stream."""
    unpacked: int
    offset: int
    """In the file."""
    length: int
    sha256: bytes
    """Of the member as it was written."""


def packing_of(path: str | Path) -> Packing | None:
    """How the file of that name is packed; None where it is no file of lines."""
    name = str(path)
    return next((packing for packing in Packing if name.endswith(f".{packing}")), None)


def pack(lines: bytes, packing: Packing) -> bytes:
    """`lines` as one member; the same bytes whenever it is done."""
    if packing is Packing.GZIP:
        return gzip.compress(lines, _LEVEL, mtime=0)
    return zstd.compress(lines) if packing is Packing.ZSTD else lines


def zstd_file(file: IO[bytes]) -> IO[bytes]:
    """What is written into it, zstd packs into `file`; the same bytes whenever it is done."""
    return cast("IO[bytes]", zstd.ZstdFile(file, "wb"))


def unpack(member: bytes, packing: Packing) -> bytes:
    """The lines in one member; Unreadable where it is not exactly one."""
    if packing is Packing.PLAIN:
        return member
    begin, errors = _READERS[packing]
    reader = begin()
    try:
        lines: bytes = reader.decompress(member, _LARGEST)
    except errors as error:
        raise Unreadable(f"cannot be unpacked: {error}") from None
    if not reader.eof or reader.unused_data:
        raise Unreadable("is not one whole member")
    return lines


def first_bytes(packed: bytes, packing: Packing, count: int) -> bytes:
    """The first `count` bytes that unpack from where `packed` begins; empty where nothing does."""
    begin, errors = _READERS[packing]
    try:
        found: bytes = begin().decompress(packed, count)
    except errors:
        return b""
    return found


def packed_members(path: Path, packing: Packing, begin_at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Offset and bytes of each member of a file, from the one that begins at byte `begin_at`; CutOff where the last one
    ends too soon, Unreadable where one is damaged.
    """
    begin, errors = _READERS[packing]
    with path.open("rb") as file:
        file.seek(begin_at)
        offset, member, rest = begin_at, bytearray(), b""
        reader = begin()
        while piece := rest or file.read(_PIECE):
            try:
                reader.decompress(piece)
            except errors as error:
                raise Unreadable(f"the member at byte {offset} is damaged: {error}") from None
            rest = reader.unused_data
            member += piece[: len(piece) - len(rest)]
            if reader.eof:
                yield offset, bytes(member)
                offset += len(member)
                reader, member = begin(), bytearray()
        if member:
            raise CutOff(f"the member at byte {offset} is cut off")


class Lines:
    """Reads lines of an archive's files, whatever their packing."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder = folder
        self._ledger = ledger
        self._last: tuple[tuple[str, int], bytes] = (("", 0), b"")
        """The member that was unpacked last: neighbours are asked for one after the other."""

    def read(self, number: int, path: str, offset: int, length: int) -> bytes:
        """Bytes of the stream of lines in the file of that number and path; fewer where the file ends before.

        Raises OSError where the file cannot be read, Unreadable where a member cannot be unpacked.
        """
        packing = packing_of(path) or Packing.PLAIN
        if packing is Packing.PLAIN:
            return self._bytes(path, offset, length)
        row = self._ledger.one(
            "SELECT start, offset, length FROM members WHERE file = ? AND start <= ? ORDER BY start DESC",
            (number, offset),
        )
        if row is None:
            return b""
        start, place, size = row
        if self._last[0] != (path, place):
            self._last = ((path, place), unpack(self._bytes(path, place, size), packing))
        return self._last[1][offset - start : offset - start + length]

    def _bytes(self, path: str, offset: int, length: int) -> bytes:
        with (self._folder / path).open("rb") as file:
            file.seek(offset)
            return file.read(length)


def members_in(ledger: Ledger, number: int) -> Iterator[Member]:
    """The members of the file of that number, in their order."""
    sql = "SELECT start, unpacked, offset, length, sha256 FROM members WHERE file = ? ORDER BY start"
    return (Member(*row) for row in ledger.each(sql, (number,)))


def put_member(ledger: Ledger, number: int, member: Member) -> None:
    """Tell the ledger of a member."""
    ledger.write(
        "INSERT INTO members (file, start, unpacked, offset, length, sha256) VALUES (?, ?, ?, ?, ?, ?)",
        (number, member.start, member.unpacked, member.offset, member.length, member.sha256),
    )


_READERS: dict[Packing, tuple[Callable[[], Any], type[Exception]]] = {
    Packing.GZIP: (lambda: zlib.decompressobj(31), zlib.error),
    Packing.ZSTD: (zstd.ZstdDecompressor, zstd.ZstdError),
}
