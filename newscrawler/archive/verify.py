"""Walks a whole archive and says what is wrong, where, and how bad.

Every byte of `articles/` and `captures/` belongs to a line or a member whose SHA-256 the ledger keeps, so that a byte
that was flipped, lost or added cannot hide. Beyond the bytes: each line is a record in its form, each version follows
the one before, each record's pointer leads to the capture it names, each payload has its digest, and what is read
from the payload today is what the archive says, where the same version of newscrawler wrote it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from newscrawler.archive.answers import Answers
from newscrawler.archive.files import last_run_ended
from newscrawler.archive.findings import Counts, Finding, Grade
from newscrawler.archive.ledger import LEDGER, check_is_archive
from newscrawler.archive.lock import FolderLock
from newscrawler.archive.packing import Lines, Packing, packing_of
from newscrawler.archive.paths import ARTICLES, CAPTURES
from newscrawler.archive.pieces import (
    LineProof,
    Piece,
    Reread,
    captures_in,
    faults_of_capture,
    lines_in,
    packed_in,
)
from newscrawler.archive.rewriting import open_ledger
from newscrawler.archive.tombstones import FORGOTTEN, tombstones_in
from newscrawler.archive.warc_reading import Unreadable

_UNKNOWN = "the ledger does not know what lies here"


class Verifier:
    """Verifies the archive in `folder`. Raises ArchiveInUse where a crawl writes to it, ArchiveError where there is
    none or its ledger cannot be opened.
    """

    def __init__(self, folder: Path, reread: Reread | None = None) -> None:
        self.counts = Counts()
        self._folder = folder
        check_is_archive(folder)
        self._lock = FolderLock(folder)
        try:
            self._ledger = open_ledger(folder)
        except BaseException:
            self._lock.release()
            raise
        self._reader = Lines(folder, self._ledger)
        self._line_proof = LineProof(self._ledger, Answers(folder, self._ledger), reread, self.counts)

    def close(self) -> None:
        """Let go of the archive."""
        self._ledger.close()
        self._lock.release()

    def findings(self) -> Iterator[Finding]:
        """All that is wrong, file by file."""
        try:
            yield from self._ledger_itself()
            known = {}
            for number, path, committed in self._ledger.all("SELECT number, path, committed FROM files ORDER BY path"):
                known[path] = number
                try:
                    yield from self._file(number, path, committed)
                except OSError as error:  # a disk that fails here may give all the other files
                    yield Finding(Grade.LOST, path, f"cannot be read: {error.strerror}")
            yield from self._strangers(set(known))
            yield from self._versions()
        except sqlite3.Error as error:
            yield Finding(Grade.LOST, LEDGER, f"is damaged ({error}); make it anew with --rebuild")

    # --- files and their pieces

    def _ledger_itself(self) -> Iterator[Finding]:
        for (said,) in self._ledger.all("PRAGMA integrity_check(10)"):
            if said != "ok":
                yield Finding(Grade.LOST, LEDGER, said)

    def _strangers(self, known: set[str]) -> Iterator[Finding]:
        for part in (ARTICLES, CAPTURES):
            for path in sorted((self._folder / part).iterdir()) if (self._folder / part).is_dir() else ():
                if f"{part}/{path.name}" not in known:
                    yield Finding(
                        Grade.WRONG, f"{part}/{path.name}", "is not of this archive: the ledger has no word of it"
                    )

    def _file(self, number: int, path: str, committed: int) -> Iterator[Finding]:
        self.counts.files += 1
        if path == FORGOTTEN:
            yield from self._tombstones()
            return
        packing = packing_of(path)
        is_packed = packing not in (None, Packing.PLAIN)
        if is_packed:
            pieces = packed_in(self._ledger, number)
        else:
            pieces = lines_in(self._ledger, number) if path.startswith(ARTICLES) else captures_in(self._ledger, number)
        if not (self._folder / path).exists():
            if committed:
                yield Finding(Grade.LOST, path, f"is missing; the ledger knows of {committed} bytes")
            return
        with (self._folder / path).open("rb") as file:
            reached = 0
            for piece in pieces:
                if piece.offset != reached:
                    yield Finding(Grade.WRONG, f"{path} at byte {reached}", _UNKNOWN)
                file.seek(piece.offset)
                content = file.read(piece.length)
                reached = piece.offset + piece.length
                yield from self._packed_piece(path, piece, content) if is_packed else self._piece(path, piece, content)
            if reached != committed:
                yield Finding(Grade.WRONG, f"{path} at byte {reached}", f"the ledger counts {committed} bytes")
            size = file.seek(0, 2)
        if is_packed:
            yield from self._stream(number, path)
        if size > committed:
            yield self._behind(f"{path} at byte {committed}", size - committed)

    def _behind(self, where: str, count: int) -> Finding:
        what = f"{count} bytes behind the last commit"
        ended = last_run_ended(self._ledger)
        if ended:
            what += ", though no run was cut short: somebody added them, or the ledger is an older one"
            return Finding(Grade.WRONG, where, what)
        return Finding(Grade.NOTE if ended is False else Grade.WRONG, where, f"{what}; the next crawl cuts them off")

    def _piece(self, path: str, piece: Piece, content: bytes, place: str | None = None) -> Iterator[Finding]:
        where = place or f"{path} at byte {piece.offset}"
        is_line = path.startswith(ARTICLES)
        if len(content) < piece.length:
            yield Finding(Grade.LOST, where, f"{piece.length} bytes are known, {len(content)} are there")
        elif hashlib.sha256(content).digest() != piece.sha256:
            yield Finding(Grade.LOST, where, "is not what was written: its SHA-256 differs")
        elif is_line:
            self.counts.lines += 1
            yield from (Finding(Grade.WRONG, where, what) for what in self._line_proof.faults(piece, content))
        else:
            self.counts.captures += 1
            yield from (Finding(Grade.WRONG, where, what) for what in faults_of_capture(piece, content))

    def _packed_piece(self, path: str, piece: Piece, content: bytes) -> Iterator[Finding]:
        """A member of a packed file, as bytes; its lines are looked at as a stream."""
        where = f"{path} at byte {piece.offset}"
        if len(content) < piece.length:
            yield Finding(Grade.LOST, where, f"{piece.length} bytes are known, {len(content)} are there")
        elif hashlib.sha256(content).digest() != piece.sha256:
            yield Finding(Grade.LOST, where, "is not what was written: its SHA-256 differs")

    def _stream(self, number: int, path: str) -> Iterator[Finding]:
        """The lines of a packed file, of which the ledger knows where they lie when unpacked."""
        reached = 0
        for piece in lines_in(self._ledger, number):
            where = f"{path} at byte {piece.offset} unpacked"
            if piece.offset != reached:
                yield Finding(Grade.WRONG, f"{path} at byte {reached} unpacked", _UNKNOWN)
            reached = piece.offset + piece.length
            try:
                content = self._reader.read(number, path, piece.offset, piece.length)
            except Unreadable as error:
                yield Finding(Grade.LOST, where, str(error))
                continue
            yield from self._piece(path, piece, content, where)
        (known,) = self._ledger.one("SELECT coalesce(max(start + unpacked), 0) FROM members WHERE file = ?", (number,))
        if reached != known:
            yield Finding(Grade.WRONG, f"{path} at byte {reached} unpacked", f"the ledger counts {known} bytes")

    # --- what was forgotten

    def _tombstones(self) -> Iterator[Finding]:
        path = self._folder / FORGOTTEN
        known = b"".join(stone.line() for stone in tombstones_in(self._ledger))
        if not path.exists():
            yield Finding(Grade.LOST, FORGOTTEN, "is missing")
        elif path.read_bytes() != known:
            yield Finding(Grade.LOST, FORGOTTEN, "is not what the ledger knows to be forgotten")
        sql = "SELECT DISTINCT id FROM records JOIN forgotten_ids USING (id) ORDER BY id"
        for (article_id,) in self._ledger.all(sql):
            yield Finding(Grade.WRONG, f"article {article_id}", "was forgotten, and is here: forget it again")

    # --- versions

    def _versions(self) -> Iterator[Finding]:
        rows = self._ledger.all(
            "SELECT id, count(*), min(version), max(version) FROM records GROUP BY id "
            "HAVING min(version) != 1 OR max(version) != count(*)"
        )
        for article_id, count, first, last in rows:
            yield Finding(Grade.WRONG, f"article {article_id}", f"{count} versions, from {first} to {last}")
        for (article_id,) in self._ledger.all(
            "SELECT id FROM articles LEFT JOIN records USING (id, version) WHERE file IS NULL"
        ):
            yield Finding(Grade.WRONG, f"article {article_id}", "its last version has no line")
