"""The archive: nothing twice, nothing torn, one writer."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from exchanges_of_ours import NEXT_DAY, NOON, article, exchange, findings, id_of, opened

from newscrawler.archive.adoption import rebuild
from newscrawler.archive.archive import Archive
from newscrawler.archive.packing import Packing
from newscrawler.archive.verify import Verifier
from newscrawler.errors import ArchiveError, ArchiveInUse
from newscrawler.items import Article
from newscrawler.outcomes import Outcome


def lines(folder: Path) -> list[dict[str, object]]:
    files = sorted((folder / "articles").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_bytes().splitlines()]


def test_a_new_article_is_one_line_of_the_day(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a", NOON)
    assert archive.put(article()) is Outcome.ARCHIVED
    archive.close()
    assert [path.name for path in (tmp_path / "a" / "articles").iterdir()] == ["2026-02-10.jsonl"]
    (line,) = lines(tmp_path / "a")
    assert line["version"] == 1
    assert line["state"] == "live"
    assert line["run_id"] == "run-1"
    assert line["first_seen"] == line["last_seen"] == "2026-02-10T12:00:00Z"


def test_the_same_words_again_are_no_line_in_this_run_or_the_next(tmp_path: Path) -> None:
    for run_id, clock in (("run-1", NOON), ("run-2", NEXT_DAY)):
        archive = opened(tmp_path / "a", clock, run_id)
        archive.put(article())
        assert archive.put(article(date_modified="2026-02-11")) is Outcome.UNCHANGED
        archive.close()
    assert len(lines(tmp_path / "a")) == 1


def test_a_change_is_a_new_version_and_says_what_changed(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    archive.put(article())
    archive.close()
    archive = opened(tmp_path / "a", NEXT_DAY, "run-2")
    assert archive.put(article("It rained all day.", authors=["Ines Falk"])) is Outcome.ARCHIVED
    archive.close()
    first, second = lines(tmp_path / "a")
    assert first["version"] == 1
    assert (second["version"], second["state"]) == (2, "edited")
    assert second["changed_fields"] == ["authors", "body"]
    assert (second["first_seen"], second["last_seen"]) == ("2026-02-10T12:00:00Z", "2026-02-11T12:00:00Z")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for part in ("articles", "captures") for path in (folder / part).iterdir()}


def die(archive: Archive) -> None:
    """Leave everything as a process that was killed does: what was gathered is on the disk, nothing committed."""
    for file in archive._files._open.values():
        file._write_out()
    archive._files.close()
    archive._ledger.close()
    archive._lock.release()


def test_what_was_not_committed_never_happened(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    pointer = archive.capture(exchange("/one"))
    archive.put(article(slug="one", warc=pointer))
    archive.commit()
    committed = bytes_of(tmp_path / "a")
    archive.put(article(slug="two", warc=archive.capture(exchange("/two", b"two" * 999))))
    die(archive)
    assert bytes_of(tmp_path / "a") != committed
    archive = opened(tmp_path / "a", run_id="run-2")
    assert bytes_of(tmp_path / "a") == committed
    assert len(archive) == 1
    assert archive.put(article(slug="one")) is Outcome.UNCHANGED
    assert archive.put(article(slug="two")) is Outcome.ARCHIVED
    archive.close()
    assert [line["id"] for line in lines(tmp_path / "a")] == [id_of(slug) for slug in ("one", "two")]


def test_a_file_that_was_begun_and_never_committed_is_empty_again(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    archive.capture(exchange())
    die(archive)
    assert all(bytes_of(tmp_path / "a").values())
    archive = opened(tmp_path / "a", run_id="run-2")
    assert not any(bytes_of(tmp_path / "a").values())
    archive.close()


def test_many_responses_share_a_commit_and_none_waits_long(tmp_path: Path) -> None:
    seconds = [0.0]
    archive = Archive(tmp_path / "a", NOON, now=lambda: seconds[0])
    archive.begin_run("run-1", "{}")
    archive.capture(exchange("/first"))
    archive.commit()
    commits = []
    for number in range(200):
        archive.capture(exchange(f"/{number}", str(number).encode() * 999))
        if archive.commit_if_due():
            commits.append(number)
    assert commits == [63, 127, 191]
    seconds[0] += 1.5
    assert archive.commit_if_due()
    assert not archive.commit_if_due()
    archive.close()


def test_a_file_that_lost_committed_bytes_is_told_of_and_nothing_is_changed(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    archive.put(article())
    archive.close()
    file = tmp_path / "a" / "articles" / "2026-02-10.jsonl"
    file.write_bytes(file.read_bytes()[:-7])
    before = bytes_of(tmp_path / "a")
    with pytest.raises(ArchiveError, match="is damaged: it holds"):
        Archive(tmp_path / "a", NOON)
    assert bytes_of(tmp_path / "a") == before


def test_a_stranger_s_file_is_not_written_to(tmp_path: Path) -> None:
    opened(tmp_path / "a").close()
    file = tmp_path / "a" / "articles" / "2026-02-10.jsonl"
    file.write_bytes(b"mine\n")
    archive = opened(tmp_path / "a", run_id="run-2")
    with pytest.raises(ArchiveError, match="is in the way"):
        archive.put(article())
    archive.close()
    assert file.read_bytes() == b"mine\n"


# --- the ledger


def test_a_ledger_of_a_newer_newscrawler_is_left_alone(tmp_path: Path) -> None:
    opened(tmp_path / "a").close()
    with sqlite3.connect(tmp_path / "a" / "ledger.sqlite") as ledger:
        ledger.execute("PRAGMA user_version = 99")
    ledger.close()
    with pytest.raises(ArchiveError, match="update newscrawler"):
        Archive(tmp_path / "a", NOON)


@pytest.mark.parametrize("rubbish", [b"rubbish" * 999, b"SQLite format 3\0" + b"x" * 8176])
def test_a_damaged_ledger_is_told_of(tmp_path: Path, rubbish: bytes) -> None:
    opened(tmp_path / "a").close()
    (tmp_path / "a" / "ledger.sqlite").write_bytes(rubbish)
    with pytest.raises(ArchiveError, match="--rebuild"):
        Archive(tmp_path / "a", NOON)
    assert (tmp_path / "a" / "ledger.sqlite").read_bytes() == rubbish


def test_captures_without_a_ledger_are_told_of(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    archive.capture(exchange())
    archive.close()
    (tmp_path / "a" / "ledger.sqlite").unlink()
    with pytest.raises(ArchiveError, match="has captures but no ledger"):
        Archive(tmp_path / "a", NOON)


@pytest.mark.parametrize("left", [b"", None])
def test_a_ledger_that_was_emptied_makes_no_archive_without_captures(tmp_path: Path, left: bytes | None) -> None:
    """Emptied; or what a killed first crawl leaves to somebody who takes its log for rubbish."""
    archive = opened(tmp_path / "a")
    archive.capture(exchange())
    archive.put(article())
    archive.commit()
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path / "a", copy)  # as `kill -9` leaves it
    archive.close()
    (copy / "ledger.sqlite-wal").unlink()
    if left is not None:
        (copy / "ledger.sqlite").write_bytes(left)
    for opens in (lambda: Archive(copy, NOON), lambda: Verifier(copy)):
        with pytest.raises(ArchiveError, match=r"has captures but no ledger.*--rebuild"):
            opens()
    rebuild(copy)
    assert findings(copy) == []
    archive = opened(copy, run_id="run-2")
    assert archive.put(article()) is Outcome.UNCHANGED
    archive.close()


@pytest.mark.parametrize("packing", Packing)
def test_a_ledger_that_is_an_older_copy_cuts_nothing_off(tmp_path: Path, packing: Packing) -> None:
    folder, kept = tmp_path / "a", tmp_path / "kept"
    for number, slug in enumerate(["one", "two"]):
        archive = opened(folder, run_id=f"run-{number}", packing=packing)
        archive.put(article(slug=slug))
        archive.end_run("finished", 0, is_finished=True)
        archive.close()
        if slug == "one":
            shutil.copy(folder / "ledger.sqlite", kept)
    shutil.copy(kept, folder / "ledger.sqlite")
    before = bytes_of(folder)
    with pytest.raises(ArchiveError, match=r"older than its files.*--rebuild"):
        Archive(folder, NOON)
    assert bytes_of(folder) == before
    assert any("the ledger is an older one" in told for told in findings(folder))
    rebuild(folder)
    archive = opened(folder, run_id="run-2", packing=packing)
    assert archive.put(article(slug="two")) is Outcome.UNCHANGED
    archive.close()


def test_what_fell_behind_the_last_line_is_cut_off(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    archive.put(article())
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    file = tmp_path / "a" / "articles" / "2026-02-10.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole + b"\n")
    opened(tmp_path / "a", run_id="run-2").close()
    assert file.read_bytes() == whole


# --- an archive that has lines but no ledger


def test_lines_of_an_archive_without_a_ledger_are_adopted(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    archive.put(article(slug="one"))
    archive.put(article(slug="two"))
    archive.close()
    file = tmp_path / "a" / "articles" / "2026-02-10.jsonl"
    whole = file.read_bytes()
    (tmp_path / "a" / "ledger.sqlite").unlink()
    file.write_bytes(whole[:-7])  # its writer died in the middle of the last line
    archive = opened(tmp_path / "a")
    assert len(archive) == 1
    assert archive.put(article(slug="one")) is Outcome.UNCHANGED
    assert archive.put(article(slug="two")) is Outcome.ARCHIVED
    archive.close()
    assert file.read_bytes() == whole


@pytest.mark.parametrize("cut", [0, 1, 40, 70_000])
def test_any_torn_tail_leaves_whole_lines(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "a" / "articles" / "2026-02-10.jsonl"
    file.parent.mkdir(parents=True)
    file.write_bytes(b'{"id": "x", "version": 1}\n' + b"y" * cut)
    Archive(tmp_path / "a", NOON).close()
    assert file.read_bytes() == b'{"id": "x", "version": 1}\n'


@pytest.mark.parametrize("line", [b"not json\n", b"[]\n", b"{}\n", b'{"id": 1, "version": 1}\n', b"\n"])
def test_a_damaged_line_is_told_of_and_nothing_is_changed(tmp_path: Path, line: bytes) -> None:
    file = tmp_path / "a" / "articles" / "2026-02-10.jsonl"
    file.parent.mkdir(parents=True)
    file.write_bytes(line)
    with pytest.raises(ArchiveError, match=r"2026-02-10\.jsonl is damaged: the line at byte 0"):
        Archive(tmp_path / "a", NOON)
    assert file.read_bytes() == line
    file.unlink()
    Archive(tmp_path / "a", NOON).close()  # the lock was let go


def test_a_second_writer_is_turned_away_until_the_first_process_dies(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from newscrawler.archive.archive import Archive; "
        "from newscrawler.clock import machine_clock; a = Archive(Path(sys.argv[1]), machine_clock); "
        "print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "a")], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ArchiveInUse, match="in use by another crawl"):
            Archive(tmp_path / "a", NOON)
        holder.kill()
        holder.wait()
    Archive(tmp_path / "a", NOON).close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full to write to")
def test_a_full_disk_is_a_clear_error_once_and_for_all(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    archive.put(article())
    archive.commit()
    (file,) = archive._files._open.values()
    os.dup2(os.open("/dev/full", os.O_WRONLY), file._handle)
    assert archive.put(article(slug="two")) is Outcome.ARCHIVED
    for _ in range(2):
        with pytest.raises(ArchiveError, match="No space left on device"):
            archive.commit()
    with pytest.raises(ArchiveError, match="run the same command again"):
        archive.put(article(slug="three"))
    archive.close()
    archive = opened(tmp_path / "a", run_id="run-2")
    assert len(archive) == 1
    archive.close()


@pytest.mark.parametrize("how", ["replaced", "overwritten", "taken away"])
def test_a_ledger_that_another_file_stands_in_for_is_noticed_by_the_next_commit(tmp_path: Path, how: str) -> None:
    earlier = opened(tmp_path / "a")
    earlier.put(article(slug="1"))
    earlier.end_run("finished", 0, is_finished=True)
    earlier.close()
    ledger, copy = tmp_path / "a" / "ledger.sqlite", tmp_path / "copy.sqlite"
    shutil.copy(ledger, copy)
    archive = opened(tmp_path / "a", run_id="run-2")
    archive.put(article(slug="2"))
    archive.commit()
    if how == "taken away":
        ledger.unlink()
    elif how == "replaced":
        copy.replace(ledger)
    else:
        ledger.write_bytes(copy.read_bytes() + bytes(4096))
    archive.put(article(slug="3"))
    for _ in range(2):
        with pytest.raises(ArchiveError, match=r"while it was open\. .* --rebuild"):
            archive.commit()
    archive.close()
    rebuild(tmp_path / "a")
    again = opened(tmp_path / "a", run_id="run-3")
    assert id_of("1") in again
    assert id_of("2") in again
    again.close()
    assert findings(tmp_path / "a") == []


@pytest.mark.parametrize("packing", [Packing.PLAIN, Packing.GZIP])
@pytest.mark.parametrize("lasts", [True, False], ids=["lasts", "is undone"])
def test_killed_after_a_commit_of_which_nobody_knows_whether_it_lasts(
    tmp_path: Path, packing: Packing, lasts: bool
) -> None:
    """A sync that fails leaves that open: SQLite may find the transaction in its log at the next opening."""
    archive = opened(tmp_path / "a", packing=packing)
    archive.put(article(slug="1"))
    archive.commit()
    commit = archive._ledger.commit

    def fail() -> None:
        if lasts:
            commit()
        raise sqlite3.OperationalError("disk I/O error")

    archive._ledger.commit = fail  # type: ignore[method-assign]
    archive.put(article(slug="2"))
    with pytest.raises(ArchiveError, match="disk I/O error"):
        archive.commit()
    shutil.copytree(tmp_path / "a", tmp_path / "killed")
    archive.close()
    again = opened(tmp_path / "killed", run_id="run-2")
    assert len(again) == 1 + lasts
    again.put(article(slug="2"))
    again.close()
    assert findings(tmp_path / "killed") == []


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(ArchiveError, match="Cannot make the archive"):
        Archive(tmp_path / "a", NOON)


def test_an_article_without_an_address_has_no_place(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    with pytest.raises(ArchiveError, match="no id"):
        archive.put(Article(title="Rain"))
    archive.close()
