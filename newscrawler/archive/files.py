"""The files of an archive that only ever grow, and how much of each counts.

A new file is made known to the ledger before it is made, so that what a dead process left behind is always told from
what somebody else put there. Bytes are gathered in memory, written in large pieces, and synced before the ledger
commits the new length. On opening, every file is cut back to its committed length.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from newscrawler.archive.ledger import Ledger
from newscrawler.errors import ArchiveError

WRITE_OUT = 1 << 20
"""Bytes gathered before they are written."""


class GrowingFile:
    """One file, open for appending."""

    def __init__(self, number: int, path: Path, committed: int) -> None:
        self.number = number
        self.path = path
        self.committed = committed
        self.length = committed
        """Where the next byte goes."""
        self._gathered = bytearray()
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

    def read(self, offset: int, length: int) -> bytes:
        """Bytes that were appended, written or not."""
        self._write_out()
        with self.path.open("rb") as file:
            file.seek(offset)
            return file.read(length)

    def sync(self) -> None:
        """Have everything on the disk."""
        if self.length != self.committed:
            self._write_out()
            os.fsync(self._handle)

    def cut_back(self) -> None:
        """Back to the committed length, as far as the disk allows; never raises."""
        self._gathered.clear()
        self.length = self.committed
        with suppress(OSError):  # the next opening cuts back as well
            os.ftruncate(self._handle, self.committed)

    def close(self) -> None:
        """Let go."""
        os.close(self._handle)

    def _write_out(self) -> None:
        while self._gathered:
            written = os.write(self._handle, self._gathered)
            if not written:
                raise OSError(errno.ENOSPC, "nothing more can be written")
            del self._gathered[:written]


class Files:
    """All of an archive's growing files; at most one a folder is open at a time."""

    def __init__(self, folder: Path, ledger: Ledger, commit: Callable[[], None]) -> None:
        self.folder = folder
        self._ledger = ledger
        self._commit = commit
        self._open: dict[str, GrowingFile] = {}

    def cut_back_all(self) -> None:
        """Bring every file to its committed length; ArchiveError where one holds less."""
        for path, committed in self._ledger.all("SELECT path, committed FROM files"):
            file = self.folder / path
            size = file.stat().st_size if file.exists() else 0
            if size < committed:
                raise ArchiveError(
                    f"{file} is damaged: it holds {size} bytes, the ledger knows of {committed}. Nothing was changed. "
                    "Put it back from a copy, or let 'scrapy verify ARCHIVE --rebuild' say what is left"
                )
            if size > committed:
                with file.open("rb+") as longer:
                    longer.truncate(committed)
                    os.fsync(longer.fileno())

    def at(self, path: str) -> GrowingFile:
        """The file at `path`, made where it is not there yet."""
        file = self._open.get(path)
        if file is None:
            number, committed = self._row(path)
            self._close_others_in(path.rpartition("/")[0])
            file = self._open[path] = GrowingFile(number, self.folder / path, committed)
        return file

    def read(self, number: int, offset: int, length: int) -> bytes:
        """Bytes of the file of that number."""
        for file in self._open.values():
            if file.number == number:
                return file.read(offset, length)
        with (self.folder / self.path(number)).open("rb") as closed:
            closed.seek(offset)
            return closed.read(length)

    def path(self, number: int) -> str:
        """The path of the file of that number."""
        (path,) = self._ledger.one("SELECT path FROM files WHERE number = ?", (number,))
        return str(path)

    def number(self, path: str) -> int | None:
        """The number of the file at `path`."""
        row = self._ledger.one("SELECT number FROM files WHERE path = ?", (path,))
        return row[0] if row else None

    def sync(self) -> None:
        """Have all bytes on the disk and tell the ledger, whose transaction is still open."""
        for file in self._open.values():
            if file.length != file.committed:
                file.sync()
                self._ledger.write("UPDATE files SET committed = ? WHERE number = ?", (file.length, file.number))

    def settle(self) -> None:
        """The ledger has committed the lengths."""
        for file in self._open.values():
            file.committed = file.length

    def cut_back(self) -> None:
        """Undo what was not committed; never raises."""
        for file in self._open.values():
            file.cut_back()

    def close(self) -> None:
        """Let go of all files."""
        while self._open:
            self._open.popitem()[1].close()

    def _row(self, path: str) -> tuple[int, int]:
        row = self._ledger.one("SELECT number, committed FROM files WHERE path = ?", (path,))
        if row is not None:
            return row[0], row[1]
        if (self.folder / path).exists():
            raise ArchiveError(f"{self.folder / path} is in the way: it is not of this archive; move it elsewhere")
        number = self._ledger.write("INSERT INTO files (path, committed) VALUES (?, 0)", (path,))
        self._commit()
        return number, 0

    def _close_others_in(self, folder: str) -> None:
        others = [path for path in self._open if path.rpartition("/")[0] == folder]
        if any(self._open[path].length != self._open[path].committed for path in others):
            self._commit()
        for path in others:
            self._open.pop(path).close()


def sync_folder(folder: Path) -> None:
    """Have the folder's entries on the disk: a new file that is not named there is gone after a power cut."""
    if os.name == "nt":  # Windows cannot open folders, and needs not
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
