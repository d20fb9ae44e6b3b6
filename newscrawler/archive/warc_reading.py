"""Reads WARC records back: one gzip member, its fields, the HTTP message in it, and the payload unpacked."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LARGEST_UNPACKED = 64 * 1024 * 1024
"""Bytes that a payload may unpack to; a page is far smaller, a bomb is not."""
_PIECE = 1 << 18
_TOO_LARGE = f"unpacks to more than {LARGEST_UNPACKED} bytes"


class Unreadable(ValueError):
    """Not what it should be, and why."""


class CutOff(Unreadable):
    """Ends too soon: its writer died in the middle of it."""


@dataclass(slots=True, frozen=True)
class Record:
    """One WARC record. Field names are in lower case."""

    fields: dict[str, str]
    block: bytes

    @property
    def type(self) -> str:
        """Such as warcinfo, request, response, revisit."""
        return self.fields.get("warc-type", "")

    @property
    def record_id(self) -> str:
        """Without its angle brackets."""
        return self.fields.get("warc-record-id", "").strip("<>")


@dataclass(slots=True, frozen=True)
class Message:
    """An HTTP message. Header names are in lower case; of repeated ones the last counts."""

    start: str
    headers: dict[str, str]
    payload: bytes

    @property
    def status(self) -> int | None:
        """Of a response."""
        parts = self.start.split(" ", 2)
        return int(parts[1]) if len(parts) > 1 and parts[1].isascii() and parts[1].isdigit() else None


def read_record(member: bytes) -> Record:
    """The record in one gzip member; Unreadable where it is none."""
    try:
        words = gzip.decompress(member)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"no gzip member: {error}") from None
    head, mark, rest = words.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    if not mark or not lines[0].startswith("WARC/1."):
        raise Unreadable("no WARC record")
    fields = _fields(lines[1:])
    length = fields.get("content-length", "")
    is_number = length.isascii() and length.isdigit() and len(length) < 16
    if not is_number or len(rest) != int(length) + 4 or not rest.endswith(b"\r\n\r\n"):
        raise Unreadable("its length is not what it says")
    return Record(fields, rest[:-4])


def read_message(block: bytes) -> Message:
    """The HTTP message of a request, response or revisit record."""
    head, mark, payload = block.partition(b"\r\n\r\n")
    if not mark:
        raise Unreadable("no HTTP message")
    lines = head.decode("latin-1").split("\r\n")
    return Message(lines[0], _fields(lines[1:]), payload)


def unpacked(message: Message) -> bytes:
    """The payload without its content coding; Unreadable where it cannot be unpacked here."""
    content = message.payload
    codings = [coding.strip().lower() for coding in message.headers.get("content-encoding", "").split(",")]
    for coding in reversed([coding for coding in codings if coding and coding != "identity"]):
        if coding in ("gzip", "x-gzip"):
            content = _inflated(content, (31,))
        elif coding == "deflate":
            content = _inflated(content, (15, -15))  # many servers send it without zlib's wrapping
        elif coding == "br":
            content = _unbrotlied(content)
        elif coding == "zstd":
            content = _unzstded(content)
        else:
            raise Unreadable(f"content coding {coding!r} cannot be unpacked here")
    return content


def members_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """Offset and bytes of each gzip member of a file; Unreadable at the first that is none."""
    with path.open("rb") as file:
        offset, member, rest = 0, bytearray(), b""
        inflate = zlib.decompressobj(31)
        while piece := rest or file.read(_PIECE):
            try:
                inflate.decompress(piece)
            except zlib.error as error:
                raise Unreadable(f"the member at byte {offset} is damaged: {error}") from None
            rest = inflate.unused_data
            member += piece[: len(piece) - len(rest)] if rest else piece
            if inflate.eof:
                yield offset, bytes(member)
                offset += len(member)
                inflate, member = zlib.decompressobj(31), bytearray()
        if member:
            raise CutOff(f"the member at byte {offset} is cut off")


def _fields(lines: list[str]) -> dict[str, str]:
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _inflated(content: bytes, forms: tuple[int, ...]) -> bytes:
    for wbits in forms:
        inflate = zlib.decompressobj(wbits)
        try:
            found = inflate.decompress(content, LARGEST_UNPACKED)
        except zlib.error:
            continue
        if inflate.unconsumed_tail:
            raise Unreadable(_TOO_LARGE)
        return found
    raise Unreadable("the payload cannot be unpacked")


def _unbrotlied(content: bytes) -> bytes:
    reader = brotli.Decompressor()
    try:
        found: bytes = reader.process(content, output_buffer_limit=LARGEST_UNPACKED)
    except brotli.error as error:
        raise Unreadable(f"the payload is no br: {error}") from None
    if not reader.can_accept_more_data() and not reader.is_finished():
        raise Unreadable(_TOO_LARGE)
    return found


def _unzstded(content: bytes) -> bytes:
    reader = zstd.ZstdDecompressor()
    try:
        found: bytes = reader.decompress(content, LARGEST_UNPACKED)
    except zstd.ZstdError as error:
        raise Unreadable(f"the payload is no zstd: {error}") from None
    if not reader.eof and not reader.needs_input:
        raise Unreadable(_TOO_LARGE)
    return found
