"""One file that only ever grows: as it is, or packed in members.

Bytes are gathered in memory, written in large pieces, and synced before the ledger commits the new length.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from newscrawler.archive.folders import sync_folder
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.packing import MEMBER, Member, Packing, pack, put_member

WRITE_OUT = 1 << 20
"""Bytes gathered before they are written."""


class GrowingFile:
    """One file, open for appending; `before` is called before anything is written to it."""

    def __init__(self, number: int, path: Path, committed: int, before: Callable[[], None] = lambda: None) -> None:
        self.number = number
        self.path = path
        self.committed = committed
        self.length = committed
        """Where the next byte goes."""
        self._gathered = bytearray()
        self._before = before
        is_new = not path.exists()
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
        if is_new:
            sync_folder(path.parent)

    def append(self, content: bytes) -> int:
        """Put `content` behind the last byte; gives its offset."""
        offset = self.length
        self._gathered += content
        self.length += len(content)
        if len(self._gathered) >= WRITE_OUT:
            self._write_out()
        return offset

    def make_readable(self, ledger: Ledger) -> None:
        """Have in the file what was appended, synced or not."""
        self._write_out()

    def sync(self) -> None:
        """Have everything on the disk."""
        if self.length != self.committed:
            self._write_out()
            os.fsync(self._handle)

    @property
    def has_changes(self) -> bool:
        """Whether anything waits for a commit."""
        return self.length != self.committed

    def tell(self, ledger: Ledger) -> None:
        """Tell the ledger of what was synced, in its open transaction."""
        ledger.write("UPDATE files SET committed = ? WHERE number = ?", (self.length, self.number))

    def settle(self) -> None:
        """The ledger has committed what it was told."""
        self.committed = self.length

    def close(self) -> None:
        """Let go, of what was gathered and not written too; never raises."""
        with suppress(OSError):  # what counts was synced before
            os.close(self._handle)

    def _write_out(self) -> None:
        if self._gathered:
            self._before()
        while self._gathered:
            written = os.write(self._handle, self._gathered)
            if not written:
                raise OSError(errno.ENOSPC, "nothing more can be written")
            del self._gathered[:written]


class PackedFile(GrowingFile):
    """A packed file of lines: offsets are those of the stream of lines, members are closed by size and by commits."""

    def __init__(
        self, number: int, path: Path, committed: int, packing: Packing, start: int, before: Callable[[], None]
    ) -> None:
        super().__init__(number, path, committed, before)
        self._packing = packing
        self._start = start
        """Where in the stream the open member begins."""
        self._lines = bytearray()
        self._closed: list[Member] = []

    @property
    def has_changes(self) -> bool:
        """Whether anything waits for a commit."""
        return bool(self._lines) or super().has_changes

    def append(self, content: bytes) -> int:
        """Put a line behind the last one; gives its offset in the stream."""
        offset = self._start + len(self._lines)
        self._lines += content
        if len(self._lines) >= MEMBER:
            self._close_member()
        return offset

    def sync(self) -> None:
        """Have everything on the disk, in whole members."""
        if self._lines:
            self._close_member()
        super().sync()

    def tell(self, ledger: Ledger) -> None:
        """Tell the ledger of what was synced, and of its members."""
        super().tell(ledger)
        self._tell_members(ledger)

    def _tell_members(self, ledger: Ledger) -> None:
        while self._closed:
            put_member(ledger, self.number, self._closed.pop(0))

    def make_readable(self, ledger: Ledger) -> None:
        """Have in the file what was appended, and let the ledger's open transaction know of its members."""
        if self._lines:
            self._close_member()
        super().make_readable(ledger)
        self._tell_members(ledger)

    def _close_member(self) -> None:
        member = pack(bytes(self._lines), self._packing)
        offset = super().append(member)
        digest = hashlib.sha256(member).digest()
        self._closed.append(Member(self._start, len(self._lines), offset, len(member), digest))
        self._start += len(self._lines)
        self._lines.clear()
