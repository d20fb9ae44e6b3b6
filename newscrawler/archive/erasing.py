"""Carries out a plan to forget: files are written anew without what goes, and the ledger follows in one transaction."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from newscrawler.archive.erasing_captures import CarriesOut, ErasedCaptures
from newscrawler.archive.forgetting import Search
from newscrawler.archive.forgetting_plan import Line, Place, Plan
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.packing import MEMBER, Member, Packing, pack, packing_of, put_member
from newscrawler.archive.paths import CAPTURES
from newscrawler.archive.quoting import is_quoted
from newscrawler.archive.rewriting import finish_rewriting, promise, sync_folders, write_anew
from newscrawler.archive.tombstones import FORGOTTEN, Tombstone, put_tombstone, tombstones_in
from newscrawler.items import WarcPointer

Said = tuple[str, int]
"""A capture's place as lines name it: its file's path, and an offset in it."""
GONE = "(forgotten)"
"""What stands in a report in place of the article's words."""


def forget(folder: Path, ledger: Ledger, url: str, at: str, reason: str) -> Plan:
    """Forget the article at `url` in the archive in `folder`, which is locked and of which no file is open.

    Gives what was done. Raises ArchiveError or OSError where nothing was changed.
    """
    plan = Search(folder, ledger).plan(url)
    _carry_out(folder, ledger, plan, at, reason)
    return plan


def forget_again(folder: Path, ledger: Ledger, at: str) -> None:
    """Forget what a crawl was brought of forgotten articles under addresses that nobody knew of."""
    forgets = ledger.one("SELECT 1 FROM forgotten") is not None
    for url, article_id in ledger.all("SELECT url, id FROM came_back"):
        row = ledger.one("SELECT reason FROM forgotten_ids WHERE id = ?", (article_id,))
        ledger.write("DELETE FROM came_back WHERE url = ?", (url,))
        forget(folder, ledger, url, at, row[0] if row else "")
    if forgets:
        _carry_out(folder, ledger, Search(folder, ledger).plan_for_new_captures(), at, "leads to what was forgotten")


def _carry_out(folder: Path, ledger: Ledger, plan: Plan, at: str, reason: str) -> None:
    erasure = Erasure(folder, ledger, plan, at, reason)
    try:
        erasure.prepare()
    except BaseException:
        ledger.roll_back()
        with suppress(OSError, sqlite3.Error):  # the next opening does it as well
            finish_rewriting(folder, ledger)
        raise
    ledger.commit()  # one that fails may yet be found to last: what was written beside is the next opening's
    finish_rewriting(folder, ledger)


class Erasure(CarriesOut):
    """All that the plan names."""

    def __init__(self, folder: Path, ledger: Ledger, plan: Plan, at: str, reason: str) -> None:
        super().__init__(folder, ledger, plan, at, reason)
        self._gone: list[str] = []

    def prepare(self) -> None:
        """Write the files anew, and say so in the ledger's open transaction."""
        captures = ErasedCaptures(self._folder, self._ledger, self._plan, self._at, self._reason)
        moved = captures.write_moved()
        captures.write_without()
        self.paths += captures.paths
        self._write_lines(moved)
        self._write_reports()
        self._clear_ledger()
        if self._plan.keys:
            self._write_tombstones()
        self._ledger.write(
            "INSERT INTO looked_through (file, until) SELECT number, committed FROM files WHERE path LIKE ? "
            "ON CONFLICT (file) DO UPDATE SET until = excluded.until",
            (f"{CAPTURES}/%",),
        )
        if self.paths or self._gone:
            promise(self._ledger, self.paths, self._gone)
            sync_folders(self._folder)

    # --- lines

    def _write_lines(self, moved: dict[Place, dict[str, WarcPointer]]) -> None:
        touched = {line.path for line in self._plan.lines}
        anew = {self._said(place): pointers for place, pointers in moved.items()}
        for line in self._held.lines() if anew else ():
            if line.id not in self._plan.ids and _pointing(self._held.record(line), anew):
                touched.add(line.path)
        for path in sorted(touched):
            self._write_file_of_lines(path, anew)

    def _said(self, place: Place) -> Said:
        (path,) = self._ledger.one("SELECT path FROM files WHERE number = ?", (place[0],))
        return path, place[1]

    def _write_file_of_lines(self, path: str, moved: dict[Said, dict[str, WarcPointer]]) -> None:
        (number,) = self._ledger.one("SELECT number FROM files WHERE path = ?", (path,))
        packing = packing_of(path) or Packing.PLAIN
        lines = list(self._held.lines(path))
        members: list[Member] = []
        length = write_anew(self._folder, path, self._packed(self._kept(lines, moved), packing, members))
        self._ledger.write("DELETE FROM members WHERE file = ?", (number,))
        for member in members if packing is not Packing.PLAIN else ():
            put_member(self._ledger, number, member)
        for line in lines:
            if line.id in self._plan.ids:
                sql = "DELETE FROM records WHERE id = ? AND version = ?"
                self._ledger.write(sql, (line.id, line.version))
        if length:
            self._ledger.write("UPDATE files SET committed = ? WHERE number = ?", (length, number))
            self.paths.append(path)
        else:
            self._ledger.write("DELETE FROM files WHERE number = ?", (number,))
            self._gone.append(path)

    def _kept(self, lines: list[Line], moved: dict[Said, dict[str, WarcPointer]]) -> Iterator[bytes]:
        """The lines that stay, each told of to the ledger at its new place."""
        offset = 0
        for line in lines:
            if line.id in self._plan.ids:
                continue
            content = self._held.content(line)
            place = (line.capture_file, line.capture_offset)
            if moved and _pointing(record := self._held.record(line), moved):
                content, place = self._pointed_anew(record, moved, place)
            self._ledger.write(
                "UPDATE records SET offset = ?, length = ?, sha256 = ?, capture_file = ?, capture_offset = ? "
                "WHERE id = ? AND version = ?",
                (offset, len(content), hashlib.sha256(content).digest(), *place, line.id, line.version),
            )
            offset += len(content)
            yield content

    def _pointed_anew(
        self,
        record: dict[str, Any],
        moved: dict[Said, dict[str, WarcPointer]],
        place: tuple[int | None, int | None],
    ) -> tuple[bytes, tuple[int | None, int | None]]:
        for page in _pointing(record, moved):
            pointers = moved[page["warc"]["file"], page["warc"]["offset"]]
            address = record["final_url"] if page is record else page["url"]
            page["warc"] = pointer = pointers.get(address) or next(iter(pointers.values()))
            if page is record:
                (number,) = self._ledger.one("SELECT number FROM files WHERE path = ?", (pointer.file,))
                place = (number, pointer.offset)
        return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE), place

    def _packed(self, lines: Iterator[bytes], packing: Packing, members: list[Member]) -> Iterator[bytes]:
        """`lines` in members, which are noted in `members`."""
        start = offset = 0
        gathered = bytearray()
        for line in (*lines, None):
            gathered += line or b""
            if gathered and (line is None or len(gathered) >= MEMBER):
                content = pack(bytes(gathered), packing)
                members.append(Member(start, len(gathered), offset, len(content), hashlib.sha256(content).digest()))
                start, offset = start + len(gathered), offset + len(content)
                gathered.clear()
                yield content

    # --- the rest

    def _write_reports(self) -> None:
        for path in self._plan.reports:
            content = (self._folder / path).read_bytes()
            try:
                report = _without(orjson.loads(content), self._plan.words)
            except orjson.JSONDecodeError:
                self._gone.append(path)  # made from the other one, and can be made again
                continue
            write_anew(
                self._folder, path, [orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)]
            )
            self.paths.append(path)

    def _clear_ledger(self) -> None:
        for number in self._plan.told:
            (call,) = self._ledger.one("SELECT call FROM urls WHERE number = ?", (number,))
            said = orjson.loads(call)
            said.get("arguments", {}).pop("told", None)
            sql = "UPDATE urls SET told = NULL, call = ? WHERE number = ?"
            self._ledger.write(sql, (orjson.dumps(said).decode(), number))
        for key in self._plan.keys:
            self._ledger.write("DELETE FROM urls WHERE key = ?", (key,))
        for article_id in self._plan.ids:
            self._ledger.write("DELETE FROM articles WHERE id = ?", (article_id,))
            self._ledger.write("DELETE FROM lives WHERE id = ?", (article_id,))
            self._ledger.write("DELETE FROM aliases WHERE id = ?", (article_id,))
            self._ledger.write("DELETE FROM bands WHERE id = ?", (article_id,))

    def _write_tombstones(self) -> None:
        for key, url in self._plan.keys.items():
            put_tombstone(self._ledger, Tombstone(self._at, self._reason, key, url))
        for article_id in self._plan.ids:
            put_tombstone(self._ledger, Tombstone(self._at, self._reason, id=article_id))
        length = write_anew(self._folder, FORGOTTEN, [stone.line() for stone in tombstones_in(self._ledger)])
        self._ledger.write(
            "INSERT INTO files (path, committed) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET committed = ?",
            (FORGOTTEN, length, length),
        )
        self.paths.append(FORGOTTEN)


def _pointing(record: dict[str, Any], moved: dict[Said, dict[str, WarcPointer]]) -> list[dict[str, Any]]:
    """The record, and those of its further pages, whose capture is among `moved`."""
    pages = [record, *(record.get("parts") or ())]
    return [page for page in pages if (at := page.get("warc")) and (at["file"], at["offset"]) in moved]


def _without(value: Any, words: set[str]) -> Any:
    """A report's value where nothing quotes `words`."""
    if isinstance(value, str):
        return GONE if is_quoted(words, value) else value
    if isinstance(value, list):
        return [_without(each, words) for each in value]
    if isinstance(value, dict):
        return {name: _without(each, words) for name, each in value.items()}
    return value
