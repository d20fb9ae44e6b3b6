"""What befalls an archive's folder beside crawls: disks that fail, files that were linked, copied or torn."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from exchanges_of_ours import NEXT_DAY, NOON, article, exchange, findings, id_of, opened, zipped

from newscrawler.archive.adoption import rebuild
from newscrawler.archive.archive import Archive
from newscrawler.archive.ledger import LEDGER
from newscrawler.archive.lock import LOCK_NAME
from newscrawler.archive.packing import Packing
from newscrawler.archive.paths import free_run_id
from newscrawler.archive.warc import gzip_member
from newscrawler.archive.warc_reading import Message, Unreadable, read_record
from newscrawler.errors import ArchiveError
from newscrawler.items import Part

LINES, CAPTURES = "articles/2026-02-10.jsonl", "captures/run-1-00001.warc.gz"


def filled(folder: Path) -> Path:
    archive = opened(folder)
    for slug in ("one", "two"):
        pointer = archive.capture(zipped(f"/{slug}", f"<p>{slug}</p>".encode() * 40))
        archive.put(article(slug, slug=slug, warc=pointer, final_url=f"https://example.org/{slug}"))
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    return folder


def test_a_file_that_cannot_be_read_does_not_end_the_proof(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    for path in (LINES, CAPTURES):
        (folder / path).unlink()
        (folder / path).mkdir()
    said = [line for line in findings(folder) if "cannot be read" in line]
    assert [line.split(":")[1].strip() for line in said] == [LINES, CAPTURES]


def with_part(folder: Path) -> Path:
    archive = opened(folder)
    first = archive.capture(zipped("/one", b"<p>one</p>" * 90))
    second = archive.capture(zipped("/one?page=2", b"<p>two</p>" * 90))
    part = Part(number=2, url="https://example.org/one?page=2", outcome="part", warc=second)
    archive.put(article(slug="one", warc=first, final_url="https://example.org/one", parts=[part]))
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    return folder


def test_the_pointer_of_a_further_page_is_proven(tmp_path: Path) -> None:
    folder = with_part(tmp_path / "a")
    assert findings(folder) == []
    line = orjson.loads((folder / LINES).read_bytes())
    line["parts"][0]["warc"]["offset"] += 7
    (folder / LINES).write_bytes(orjson.dumps(line) + b"\n")
    rebuild(folder)
    assert [said for said in findings(folder) if "leads to no response" in said]


@pytest.mark.parametrize("zeros", [1, 40, 5000])
@pytest.mark.parametrize("kept", [0, 300])
def test_zeros_at_the_end_are_what_a_power_cut_left(tmp_path: Path, zeros: int, kept: int) -> None:
    folder = filled(tmp_path / "a")
    before = findings(folder)
    whole = (folder / CAPTURES).read_bytes()
    (folder / CAPTURES).write_bytes(whole + whole[:kept] + bytes(zeros + 16))
    (folder / LEDGER).unlink()
    rebuild(folder)
    opened(folder, NEXT_DAY, "run-2").close()
    assert findings(folder) == before == []
    assert (folder / CAPTURES).read_bytes() == whole


def test_a_copy_among_the_lines_is_told_of_by_name(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    shutil.copy(folder / LINES, folder / "articles/2026-02-10 (copy).jsonl")
    with pytest.raises(
        ArchiveError, match=r"2026-02-10\.jsonl has at byte 0 what articles/2026-02-10 \(copy\)\.jsonl has at byte 0"
    ):
        rebuild(folder)


def test_a_revisit_is_known_again_whatever_its_file_is_called(tmp_path: Path) -> None:
    """The clock was set back between the runs: the later file comes first by name."""
    folder = tmp_path / "a"
    for run_id in ("run-9", "run-1"):
        archive = opened(folder, run_id=run_id)
        archive.capture(exchange("/one", b"<p>one</p>" * 900))
        archive.end_run("finished", 0, is_finished=True)
        archive.close()
    (folder / LEDGER).unlink()
    rebuild(folder)
    with sqlite3.connect(folder / LEDGER) as ledger:
        rows = ledger.execute("SELECT payload_file, payload_offset FROM captures WHERE type = 'revisit'").fetchall()
    assert len(rows) == 1
    assert None not in rows[0]


def test_strange_digits_are_no_status_and_no_length() -> None:
    assert Message("HTTP/1.1 \xb2 OK", {}, b"").status is None
    with pytest.raises(Unreadable):
        read_record(gzip_member("WARC/1.1\r\nContent-Length: ²\r\n\r\n".encode(), b"a", False))


def test_a_run_is_not_named_after_files_that_are_there(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    name = "20260210T120000Z"
    (folder / CAPTURES).rename(folder / f"captures/{name}-00001.warc.gz")
    lines = (folder / LINES).read_bytes().replace(b"captures/run-1-", f"captures/{name}-".encode())
    (folder / LINES).write_bytes(lines)
    rebuild(folder)
    archive = Archive(folder, NOON)
    try:
        assert free_run_id([folder], NOON(), archive.has_run) != name
    finally:
        archive.close()


def test_a_rebuild_that_was_killed_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    for ending in (".new", ".new-wal"):
        (folder / f"{LEDGER}{ending}").write_bytes(b"torn" * 999)
    rebuild(folder)
    assert not list(folder.glob(f"{LEDGER}.new*"))
    assert findings(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_folder_whose_name_is_no_unicode(tmp_path: Path) -> None:
    folder = filled(tmp_path / os.fsdecode(b"a\xff \n*[x]"))
    rebuild(folder)
    assert findings(folder) == []


def test_a_file_of_more_than_four_gigabytes(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    archive = opened(folder, largest_warc=1 << 40)
    archive.capture(zipped("/one", b"<p>one</p>" * 90))
    archive.commit()
    os.truncate(folder / CAPTURES, 5 << 30)  # a hole, which takes no room
    archive._files.at(CAPTURES).length = 5 << 30
    pointer = archive.capture(zipped("/two", b"<p>two</p>" * 90))
    archive.put(article(slug="two", warc=pointer, final_url="https://example.org/two"))
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    assert pointer.offset == 5 << 30
    (said,) = findings(folder)
    assert "the ledger does not know what lies here" in said


def test_a_lock_that_somebody_took_away_lets_nobody_in(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    archive = opened(folder)
    (folder / LOCK_NAME).unlink()
    script = "import sys; from exchanges_of_ours import opened, Path; opened(Path(sys.argv[1]))"
    paths = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parents[2])])
    environment = os.environ | {"PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", script, folder], env=environment, capture_output=True, text=True, check=False
    )
    assert "database is locked" in done.stderr
    archive.capture(zipped("/one", b"<p>one</p>" * 90))
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    assert findings(folder) == []


@pytest.mark.parametrize("packing", Packing)
def test_no_line_is_there_before_its_capture(tmp_path: Path, packing: Packing) -> None:
    """A run is killed, and its ledger made anew: what had not been committed, but was written, counts."""
    folder = tmp_path / "a"
    archive = opened(folder, packing=packing)
    for slug in ("one", "two"):
        pointer = archive.capture(zipped(f"/{slug}", f"<p>{slug}</p>".encode() * 90))
        archive.put(article(slug=slug, warc=pointer, final_url=f"https://example.org/{slug}"))
    archive.records.last(id_of("two"))
    shutil.copytree(folder, tmp_path / "killed")
    archive.close()
    rebuild(tmp_path / "killed")
    assert findings(tmp_path / "killed") == []
    assert (tmp_path / "killed/articles" / f"2026-02-10.{packing}").read_bytes()
