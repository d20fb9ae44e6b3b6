"""WARC files that others made, gzipped a record or plain; whole, damaged or hostile. What cannot be read is told with
its place, and reading goes on behind it.

Everything is bounded: a record's head and block, what a gzip member unpacks to, and time, since every byte is looked
at a fixed number of times.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from newscrawler.archive.warc_reading import Record, Unreadable

LARGEST_HEAD = 1 << 16
LARGEST_BLOCK = 64 * 1024 * 1024
"""Bytes of a record that are taken; a page is far smaller."""
LARGEST_MEMBER = 2 * LARGEST_BLOCK
"""Bytes that a gzip member may unpack to and be taken: as a rule it holds one record."""
LARGEST_RATIO = 200
"""A member that unpacks to more, and to more than as many times its own bytes, is a bomb: it is not read to its end."""
MOST_FAULTS = 1000
"""Faults after which a file is given up: each costs a search for what comes next."""
_PIECE = 1 << 16
_GZIP = b"\x1f\x8b\x08"
_START = re.compile(rb"(?<=\n)WARC/[01]\.\d")
_OVERLAP = 16


@dataclass(slots=True, frozen=True)
class Found:
    """One record, and where it lies: bytes from the file's start; of a gzipped one where its member begins."""

    offset: int
    record: Record


@dataclass(slots=True, frozen=True)
class Fault:
    """Something that could not be read, and why."""

    offset: int
    why: str


def records_of(path: Path) -> Iterator[Found | Fault]:
    """Everything in a file, in its order. Raises OSError where it cannot be opened or read."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        found = _packed(file, size) if file.read(3) == _GZIP else _plain(file, size, None)
        faults = 0
        for each in found:
            yield each
            faults += isinstance(each, Fault)
            if faults >= MOST_FAULTS:
                yield Fault(each.offset, f"more than {MOST_FAULTS} faults: the rest of the file is not read")
                return


# --- gzip


def _packed(file: IO[bytes], size: int) -> Iterator[Found | Fault]:
    at: int | None = 0
    while at is not None and at < size:
        try:
            words, end = _member(file, at)
        except Unreadable as error:
            yield Fault(at, str(error))
            at = _next_member(file, at + 1)
        else:
            if words.strip():
                yield from _plain(io.BytesIO(words), len(words), at)
            at = end


def _member(file: IO[bytes], at: int) -> tuple[bytes, int]:
    """What the member at `at` holds, and where it ends; Unreadable where that cannot be had."""
    file.seek(at)
    inflate = zlib.decompressobj(31)
    words, given, taken = bytearray(), 0, 0
    while not inflate.eof:
        packed = inflate.unconsumed_tail or file.read(_PIECE)
        if not packed:
            raise Unreadable("the file is cut off here")
        try:
            piece = inflate.decompress(packed, 1 << 20)
        except zlib.error as error:
            raise Unreadable(f"damaged: {error}") from None
        taken += len(packed) - len(inflate.unconsumed_tail) - len(inflate.unused_data)
        given += len(piece)
        if given <= LARGEST_MEMBER:
            words += piece
        elif given > LARGEST_RATIO * taken:
            raise Unreadable(f"a gzip bomb: {taken} bytes unpack to more than {given}")
    if given > LARGEST_MEMBER:
        raise Unreadable(f"unpacks to {given} bytes: too large, or one gzip stream for many records")
    return bytes(words), at + taken


def _next_member(file: IO[bytes], start: int) -> int | None:
    """Where the next gzip member begins that holds a record."""
    file.seek(start)
    window, place = b"", start
    while piece := file.read(_PIECE):
        window += piece
        found = window.find(_GZIP)
        while found >= 0:
            if _begins_with_record(window[found : found + 256]):
                return place + found
            found = window.find(_GZIP, found + 1)
        place += max(0, len(window) - 256)
        window = window[-256:]
    return None


def _begins_with_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, 8).startswith(b"WARC/")
    except zlib.error:
        return False


# --- plain


def _plain(file: IO[bytes], size: int, member: int | None) -> Iterator[Found | Fault]:
    at: int | None = 0
    while at is not None:
        file.seek(at)
        head = file.read(LARGEST_HEAD)
        blank = len(head) - len(head.lstrip(b"\r\n"))
        if blank == len(head):
            if len(head) < LARGEST_HEAD:
                return
            at += blank
            continue
        at += blank
        place = at if member is None else member
        try:
            fields, begin, length = _head(head[blank:])
        except Unreadable as error:
            yield Fault(place, str(error))
            at = _next_start(file, at + 1)
            continue
        end = at + begin + length
        if end > size or not _ends_here(file, end):
            why = "cut off" if end > size and member is None else "its length is not what it says"
            yield Fault(place, f"{fields.get('warc-type', 'record')}: {why}")
            at = _next_start(file, at + begin)
            continue
        if length > LARGEST_BLOCK:
            yield Fault(place, f"{fields.get('warc-type', 'record')} of {length} bytes: too large")
        else:
            file.seek(at + begin)
            yield Found(place, Record(fields, file.read(length)))
        at = end


def _head(words: bytes) -> tuple[dict[str, str], int, int]:
    """Fields (names in lower case), where the block begins, and its length."""
    end, mark = words.find(b"\r\n\r\n"), 4
    if end < 0:
        end, mark = words.find(b"\n\n"), 2
    if not words.startswith(b"WARC/"):
        raise Unreadable("no WARC record begins here")
    if end < 0:
        raise Unreadable("its head does not end")
    fields: dict[str, str] = {}
    for line in words[:end].decode("utf-8", "replace").split("\n")[1:]:
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise Unreadable("it does not say its length")
    return fields, end + mark, int(length)


def _ends_here(file: IO[bytes], end: int) -> bool:
    """Whether a record may end at `end`: nothing is left, or empty lines and the next one follow."""
    file.seek(end)
    following = file.read(16).lstrip(b"\r\n")
    return not following or following.startswith(b"WARC/")


def _next_start(file: IO[bytes], start: int) -> int | None:
    """Where the next record may begin, at or behind `start`."""
    file.seek(max(0, start - 1))
    window, place = b"", max(0, start - 1)
    while piece := file.read(_PIECE):
        window += piece
        found = _START.search(window, max(0, start - place))
        if found is not None:
            return place + found.start()
        place += max(0, len(window) - _OVERLAP)
        window = window[-_OVERLAP:]
    return None
