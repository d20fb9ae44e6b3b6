"""All files of an archive that only ever grow (`growing_file.py`), and how much of each counts.

A new file is made known to the ledger before it is made, so that what a dead process left behind is always told from
what somebody else put there. On opening, every file is cut back to its committed length.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from newscrawler.archive.folders import sizes_in
from newscrawler.archive.growing_file import GrowingFile, PackedFile
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.packing import Lines, Packing, packing_of
from newscrawler.errors import ArchiveError

BEGINNINGS = (b'{"', b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")
"""How a line begins, and a member of gzip or zstd: what was appended at a file's end, not what fell there."""


class Files:
    """All of an archive's growing files; at most one a folder is open at a time."""

    def __init__(self, folder: Path, ledger: Ledger, commit: Callable[[], None]) -> None:
        self.folder = folder
        self._ledger = ledger
        self._commit = commit
        self._open: dict[str, GrowingFile] = {}
        self._lines = Lines(folder, ledger)

    def cut_back_all(self) -> None:
        """Bring every file to its committed length; ArchiveError, before any is touched, where one holds less, or
        more that was committed to a newer ledger than this one.
        """
        has_ended = last_run_ended(self._ledger)
        longer: list[tuple[Path, int]] = []
        sizes: dict[str, dict[str, int]] = {}
        for path, committed in self._ledger.all("SELECT path, committed FROM files"):
            folder, _, name = path.rpartition("/")
            if folder not in sizes:  # a year of hourly runs leaves 9,000 files: one look at each folder
                sizes[folder] = sizes_in(self.folder / folder)
            size = sizes[folder].get(name, 0)
            if size == committed:
                continue
            file = self.folder / path
            if size < committed:
                raise ArchiveError(
                    f"{file} is damaged: it holds {size} bytes, the ledger knows of {committed}. Nothing was changed. "
                    "Put it back from a copy, or let 'scrapy verify ARCHIVE --rebuild' say what is left"
                )
            if size > committed:
                if has_ended and _goes_on(file, committed):
                    raise ArchiveError(
                        f"{file} holds {size} bytes, the ledger knows of {committed} and of no run that was cut short: "
                        "it is older than its files, as one put back from a copy is. Nothing was changed. 'scrapy "
                        "verify ARCHIVE --rebuild' makes one that knows them all"
                    )
                longer.append((file, committed))
        for file, committed in longer:
            with file.open("rb+") as handle:
                handle.truncate(committed)
                os.fsync(handle.fileno())

    def at(self, path: str) -> GrowingFile:
        """The file at `path`, made where it is not there yet."""
        file = self._open.get(path)
        if file is None:
            number, committed = self._row(path)
            self._close_others_in(path.rpartition("/")[0])
            file = self._open[path] = self._opened(number, path, committed)
        return file

    def _opened(self, number: int, path: str, committed: int) -> GrowingFile:
        packing = packing_of(path)
        if packing is None:
            return GrowingFile(number, self.folder / path, committed)
        if packing is Packing.PLAIN:
            return GrowingFile(number, self.folder / path, committed, self._write_captures)
        row = self._ledger.one("SELECT max(start + unpacked) FROM members WHERE file = ?", (number,))
        return PackedFile(number, self.folder / path, committed, packing, row[0] or 0, self._write_captures)

    def _write_captures(self) -> None:
        """No line is in its file before the captures that it points to are in theirs: a ledger that is made anew after
        a kill takes whatever is whole.
        """
        for path, file in self._open.items():
            if packing_of(path) is None:
                file.make_readable(self._ledger)

    def read_line(self, number: int, offset: int, length: int) -> bytes:
        """The line at `offset` in the stream of the file of that number, committed or not."""
        for file in self._open.values():
            if file.number == number:
                file.make_readable(self._ledger)
        return self._lines.read(number, self.path(number), offset, length)

    def read(self, number: int, offset: int, length: int) -> bytes:
        """Bytes of the file of that number, committed or not, as they lie in it."""
        for file in self._open.values():
            if file.number == number:
                file.make_readable(self._ledger)
        with (self.folder / self.path(number)).open("rb") as file_there:
            file_there.seek(offset)
            return file_there.read(length)

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
        for file in sorted(self._open.values(), key=_is_of_lines):  # captures first, as after a power cut too
            if file.has_changes:
                file.sync()
                file.tell(self._ledger)

    def settle(self) -> None:
        """The ledger has committed the lengths."""
        for file in self._open.values():
            file.settle()

    def close(self) -> None:
        """Let go of all files."""
        while self._open:
            self._open.popitem()[1].close()

    def _row(self, path: str) -> tuple[int, int]:
        row = self._ledger.one("SELECT number, committed FROM files WHERE path = ?", (path,))
        if row is not None:
            return row[0], row[1]
        if (self.folder / path).exists():
            raise ArchiveError(
                f"{self.folder / path} is in the way: the ledger has no word of it. Move it elsewhere; or, where the "
                "ledger is an older copy, make it anew with 'scrapy verify ARCHIVE --rebuild'"
            )
        number = self._ledger.write("INSERT INTO files (path, committed) VALUES (?, 0)", (path,))
        self._commit()
        return number, 0

    def _close_others_in(self, folder: str) -> None:
        others = [path for path in self._open if path.rpartition("/")[0] == folder]
        if any(self._open[path].has_changes for path in others):
            self._commit()
        for path in others:
            self._open.pop(path).close()


def _is_of_lines(file: GrowingFile) -> bool:
    return packing_of(file.path) is not None


def last_run_ended(ledger: Ledger) -> bool | None:
    """Whether the last run came to its end; one that did not may leave bytes behind the last commit. None: no run is
    known, as of a ledger made anew (it has the numbers below 0 of runs that others wrote down).
    """
    last = ledger.one("SELECT finished_at FROM runs WHERE number >= 0 ORDER BY number DESC")
    return None if last is None else last[0] is not None


def _goes_on(file: Path, committed: int) -> bool:
    """Whether what lies behind `committed` begins as a line or a member does."""
    with file.open("rb") as longer:
        longer.seek(committed)
        return longer.read(4).startswith(BEGINNINGS)
