"""A folder opened as an archive: under its lock, with its files and its ledger, and with their order of truth.

    captures and lines are appended → their bytes are synced → one transaction of the ledger says that they count

Many responses share one transaction (`commit_if_due`). Whatever dies in between, the next opening finds the files cut
back to what the ledger knows, and the ledger without what it did not commit. An error of the disk breaks the archive
for this run: every further call says the same error, and the next opening undoes what came since the last commit. No
file is cut back before: where the sync of the ledger failed, its transaction may yet be found to last.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newscrawler.archive.adoption import adopt_articles
from newscrawler.archive.answers import Answers
from newscrawler.archive.captures import LARGEST_FILE, Captures
from newscrawler.archive.contents import Contents
from newscrawler.archive.erasing import forget_again
from newscrawler.archive.files import Files
from newscrawler.archive.folders import make_folder, sync_folder
from newscrawler.archive.frontier import Frontier
from newscrawler.archive.ledger import LEDGER, LedgerReplaced
from newscrawler.archive.lock import FolderLock
from newscrawler.archive.packing import Packing
from newscrawler.archive.paths import ARTICLES, CAPTURES, REPORTS
from newscrawler.archive.readings import Readings
from newscrawler.archive.records import Records
from newscrawler.archive.rewriting import has_captures, ledger_is_lost, open_ledger
from newscrawler.archive.tombstones import adopt_tombstones
from newscrawler.archive.walk_notes import WalkNotes
from newscrawler.clock import Clock, stamp
from newscrawler.errors import ArchiveError

COMMIT_EVERY = 64
"""Captures and records that one transaction takes at most …"""
COMMIT_SECONDS = 1.0
"""… and how long the first of them waits: what a power cut costs."""


class OpenArchive:
    """An archive's folder, locked and open: it is committed, broken by an error of the disk, and closed.

    Raises ArchiveInUse where another process holds it, ArchiveError where it cannot be read or written.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        largest_warc: int = LARGEST_FILE,
        packing: Packing = Packing.PLAIN,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self._clock = clock
        self._now = now
        self._waiting = 0
        self._since: float | None = None
        self._broken: ArchiveError | None = None
        try:
            make_folder(folder)
            for part in (ARTICLES, CAPTURES, REPORTS):
                (folder / part).mkdir(exist_ok=True)
            sync_folder(folder)
        except OSError as error:
            raise ArchiveError(f"Cannot make the archive {folder}: {error.strerror}") from error
        self._lock = FolderLock(folder)
        try:
            self._open(largest_warc, packing)
        except BaseException:
            self._lock.release()
            raise

    def _open(self, largest_warc: int, packing: Packing) -> None:
        if not (self.folder / LEDGER).exists() and has_captures(self.folder):
            raise ledger_is_lost(self.folder)
        self._ledger = open_ledger(self.folder)
        self._files = Files(self.folder, self._ledger, self._commit)
        self.records = Records(self._ledger, self._files, packing)
        self.answers = Answers(self.folder, self._ledger)
        self.contents = Contents(self._ledger, self.records, lambda: self._told("read"))
        self._readings = Readings(self._ledger)
        self.captures = Captures(self._ledger, self._files, largest_warc)
        self.frontier = Frontier(self._ledger, lambda: self._told("write to"))
        self.notes = WalkNotes(self._ledger, lambda: self._told("write to"))
        try:
            with self._told("open"):
                if self._ledger.is_new:
                    adopt_articles(self.folder, self._ledger, self.records.adopt)
                    adopt_tombstones(self.folder, self._ledger)
                    self._ledger.commit()
                self._files.cut_back_all()
                self._known_at_first = len(self.records)
        except BaseException:
            self._ledger.close()
            raise

    @property
    def is_broken(self) -> bool:
        """Whether an error of the disk has ended this run's writing."""
        return self._broken is not None

    def commit_if_due(self) -> bool:
        """Commit if enough has gathered, or waited long enough."""
        if self._broken is not None or not self._ledger.has_changes:
            return False
        if self._since is None:
            self._since = self._now()
        if self._waiting < COMMIT_EVERY and self._now() - self._since < COMMIT_SECONDS:
            return False
        self.commit()
        return True

    def commit(self) -> None:
        """All that was put in so far is to last."""
        with self._told("write to"):
            self._commit()

    def close(self) -> None:
        """Commit and let go of the folder."""
        try:
            if self._broken is None:
                self.commit()
                self._files.close()
                with self._told("write to"):
                    forget_again(self.folder, self._ledger, stamp(self._clock()))
        finally:
            self._files.close()
            self._ledger.close()
            self._lock.release()

    def _count(self) -> None:
        self._waiting += 1
        if self._since is None:
            self._since = self._now()

    def _commit(self) -> None:
        self._files.sync()
        self._ledger.commit()
        self._files.settle()
        self._waiting, self._since = 0, None

    @contextmanager
    def _told(self, doing: str) -> Iterator[None]:
        """Say errors of the disk in words, once and for all."""
        if self._broken is not None:
            raise self._broken
        try:
            yield
        except ArchiveError as error:
            error.folder = self.folder
            if isinstance(error, LedgerReplaced):
                self._broken = error
                self._ledger.roll_back()
            raise
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            self._broken = ArchiveError(
                f"Cannot {doing} the archive {self.folder}: {reason}. Nothing that was committed is lost; mend it and "
                "run the same command again"
            )
            self._broken.folder = self.folder
            self._ledger.roll_back()
            self.records.lives.forget_what_is_not_committed()
            raise self._broken from error
