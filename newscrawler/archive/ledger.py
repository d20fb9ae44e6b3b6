"""The ledger: the one SQLite database that says what an archive holds and what is still to be asked for.

It knows every address (the frontier), every capture, every record, every run, and of every file how many of its
bytes count. A file's bytes are synced first, then everything that happened since is one transaction here: what the
ledger does not know has not happened. `Ledger` is the connection and its transactions; what the tables look like says
`tables.py`, and they are read and written where they belong: `frontier.py`, `captures.py`, `records.py`, `files.py`.

Only one process has it open (`FolderLock`), so SQLite need not share its memory map: write-ahead logging then works
on network file systems too (https://www.sqlite.org/wal.html#noshm).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from newscrawler.archive.tables import FUNCTIONS, MIGRATIONS, statements
from newscrawler.errors import ArchiveError

LEDGER = "ledger.sqlite"


class LedgerReplaced(ArchiveError):
    """Another file stands in the open ledger's place, or none: whatever is written from now on is nowhere."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} was taken away, replaced or overwritten while it was open. Captures and articles are whole: before"
            " anything else is run on this archive, make the ledger anew with 'scrapy verify ARCHIVE --rebuild'"
        )


class Ledger:
    """The open ledger; `path` None keeps it in memory alone.

    A write opens a transaction; `commit` or `roll_back` ends it. Where `is_new`, the transaction that made the
    tables is still open, so that what is adopted comes with it or not at all.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._connection = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=0, cached_statements=256)
        try:
            self._prepare()
            self._place = _place_of(path)
            version = self._version()
            self.is_new = version == 0
            if version < len(MIGRATIONS):
                self._migrate(version)
        except sqlite3.Error as error:
            self._connection.close()
            raise ArchiveError(_trouble(path, error)) from error
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        run = self._connection.execute
        run("PRAGMA locking_mode = EXCLUSIVE")
        (mode,) = run("PRAGMA journal_mode = WAL").fetchone()
        if self.path is not None and mode != "wal":
            raise ArchiveError(f"{self.path.parent}: this file system takes no write-ahead log; choose another folder")
        run("PRAGMA synchronous = FULL")
        self._keeps_transactions = self.path is not None

    def _version(self) -> int:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise ArchiveError(
                f"{self.path} has version {version}, this newscrawler knows up to {len(MIGRATIONS)}: "
                "a newer one made it; update newscrawler"
            )
        return int(version)

    def _migrate(self, version: int) -> None:
        for name, function in FUNCTIONS.items():
            self._connection.create_function(name, 1, function, deterministic=True)
        self._connection.execute("BEGIN IMMEDIATE")
        for form in MIGRATIONS[version:]:
            for statement in statements(form):
                self._connection.execute(statement)
        self._connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        if version or self.path is None:
            self.commit()
        if version:
            with suppress(sqlite3.Error):  # what the old form took; where there is no room for it now, it is used again
                self.make_anew()

    # --- reading and writing

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first row, or None."""
        return self._connection.execute(sql, values).fetchone()

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows."""
        return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterable[Any]:
        """The rows, one after the other."""
        return self._connection.execute(sql, values)

    def write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Change something; gives the number of the row that was put in last."""
        if self._keeps_transactions and not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
        return self._connection.execute(sql, values).lastrowid or 0

    @property
    def has_changes(self) -> bool:
        """Whether anything waits for `commit`."""
        return self._connection.in_transaction

    def commit(self) -> None:
        """Make the changes last; LedgerReplaced where the file is not the one that was opened."""
        if not self._connection.in_transaction:
            return
        if self.path is not None and _place_of(self.path) != self._place:
            raise LedgerReplaced(self.path)
        self._connection.execute("COMMIT")
        self._place = _place_of(self.path)

    def make_anew(self) -> None:
        """Write the whole ledger anew, without free pages and an empty log: what was deleted is nowhere any more."""
        self.commit()
        self._connection.execute("VACUUM")  # into the log …
        self.empty_log()

    def empty_log(self) -> None:
        """Fold the log into the ledger, and leave nothing in it."""
        try:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            self._place = _place_of(self.path)  # … and some of it is folded in also where the disk is full

    def roll_back(self) -> None:
        """Undo what was not committed; never raises."""
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go; what was not committed is undone."""
        self.roll_back()
        with suppress(sqlite3.Error):  # the log that could not be folded in is folded in at the next opening
            self._connection.close()


def check_is_archive(folder: Path) -> None:
    """ArchiveError where `folder` has no ledger: then it is no archive, or nothing was crawled yet."""
    if not (folder / LEDGER).is_file():
        ledger = folder / LEDGER
        raise ArchiveError(f"{folder} is no archive: there is no {ledger}. Name an archive, or crawl one first")


def _place_of(path: Path | None) -> tuple[int, int, int] | None:
    """What tells the ledger's file from another one at its path: it grows in commits alone, by what is folded into it.
    Not when it was changed: file systems of the network tell that late.
    """
    try:
        told = path.stat() if path is not None else None
    except OSError:
        return None
    return (told.st_dev, told.st_ino, told.st_size) if told is not None else None


def _trouble(path: Path | None, error: sqlite3.Error) -> str:
    if isinstance(error, sqlite3.OperationalError):
        return (
            f"Cannot open {path}: {error}. Nothing that was archived is lost; mend it (is the disk full, the folder "
            "read-only?) and run the same command again"
        )
    return (
        f"{path} is damaged ({error}). Captures and articles are not touched by that: put the ledger back from a copy, "
        "or make it anew with 'scrapy verify ARCHIVE --rebuild'"
    )
