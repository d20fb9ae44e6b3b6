"""Bad conditions: a clock that is set back, file systems of the network, folders that cannot be locked."""

from __future__ import annotations

import errno
import fcntl
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from exchanges_of_ours import NEXT_DAY, NOON, article, exchange, findings, opened

from newscrawler.archive.archive import Archive
from newscrawler.archive.export import exported_records
from newscrawler.errors import ArchiveError


def test_a_clock_that_was_set_back_loses_and_overwrites_nothing(tmp_path: Path) -> None:
    told = []
    for number, clock in enumerate([NEXT_DAY, NOON, NEXT_DAY, NOON]):
        archive = opened(tmp_path / "a", clock, run_id=f"run-{number}")
        told.append(archive.clock_was_at)
        archive.put(article(f"Words of run {number}."))
        archive.put(article("Never changed.", slug="still"))
        archive.capture(exchange(f"/{number}"))
        archive.end_run("finished", 0, is_finished=True)
        archive.close()
    assert told == [None, "2026-02-11T12:00:00Z", None, "2026-02-11T12:00:00Z"]
    assert findings(tmp_path / "a") == []
    records = list(exported_records(tmp_path / "a", latest=False))
    mine = [record for record in records if record["version"] > 1 or "Words" in record["body"]]
    assert [(record["version"], record["body"]) for record in mine] == [
        (number + 1, f"Words of run {number}.") for number in range(4)
    ]
    assert all(record["first_seen"] <= record["last_seen"] for record in records)


def test_reading_again_by_another_clock_is_no_clock_that_was_set_back(tmp_path: Path) -> None:
    """The demo's clock stands at its own day, and `reextract` keeps the machine's."""
    archive = opened(tmp_path / "a", NOON)
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    archive = Archive(tmp_path / "a", NEXT_DAY)
    archive.begin_rereading("again")
    archive.end_run("finished", 0, is_finished=False)
    archive.close()
    archive = opened(tmp_path / "a", NOON, run_id="run-2")
    assert archive.clock_was_at is None
    archive.close()


def test_the_log_needs_no_memory_that_processes_share(tmp_path: Path) -> None:
    """What network file systems lack: the file for it is never made."""
    archive = opened(tmp_path / "a")
    archive.put(article())
    archive.commit()
    assert (tmp_path / "a" / "ledger.sqlite-wal").exists()
    assert not (tmp_path / "a" / "ledger.sqlite-shm").exists()
    archive.close()


def test_a_file_system_without_shared_memory_or_byte_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own stand-in for one: its locks are files, and it cannot share memory."""
    connect = sqlite3.connect

    def elsewhere(path: Any, **more: Any) -> sqlite3.Connection:
        return connect(f"file:{path}?vfs=unix-dotfile", uri=True, **more)

    monkeypatch.setattr(sqlite3, "connect", elsewhere)
    archive = opened(tmp_path / "a")
    archive.put(article())
    archive.capture(exchange())
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    assert findings(tmp_path / "a") == []


def test_a_file_system_that_takes_no_log_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "connect", lambda path, **more: _NoLog(path, **more))
    with pytest.raises(ArchiveError, match="takes no write-ahead log; choose another folder"):
        Archive(tmp_path / "a", NOON)


class _NoLog(sqlite3.Connection):
    def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
        return super().execute("PRAGMA journal_mode = DELETE" if "journal_mode" in sql else sql, *more)


def test_a_folder_that_cannot_be_locked_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(ArchiveError, match="No locks available; choose a folder on another file system"):
        Archive(tmp_path / "a", NOON)
