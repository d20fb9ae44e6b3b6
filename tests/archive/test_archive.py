"""The archive: nothing twice, nothing torn, one writer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawler.archive.archive import Archive
from newscrawler.clock import clock_at
from newscrawler.errors import ArchiveError, ArchiveInUse
from newscrawler.items import Article, Block, body_text
from newscrawler.outcomes import Outcome

NOON = clock_at("2026-02-10T12:00:00Z")
NEXT_DAY = clock_at("2026-02-11T12:00:00Z")


def article(text: str = "It rained.", *, slug: str = "rain", **fields: object) -> Article:
    blocks = [Block(kind="paragraph", text=text)]
    url = f"https://example.org/{slug}"
    return Article(id=f"{slug:0>20}", url=url, title="Rain", blocks=blocks, body=body_text(blocks), **fields)  # type: ignore[arg-type]


def lines(folder: Path) -> list[dict[str, object]]:
    files = sorted((folder / "articles").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_bytes().splitlines()]


def test_a_new_article_is_one_line_of_the_day(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a", NOON, "run-1")
    assert archive.put(article()) is Outcome.ARCHIVED
    archive.close()
    assert [path.name for path in (tmp_path / "a" / "articles").iterdir()] == ["2026-02-10.jsonl"]
    (line,) = lines(tmp_path / "a")
    assert line["version"] == 1
    assert line["state"] == "live"
    assert line["run_id"] == "run-1"
    assert line["first_seen"] == line["last_seen"] == "2026-02-10T12:00:00Z"


def test_the_same_words_again_are_no_line_in_this_run_or_the_next(tmp_path: Path) -> None:
    for clock in (NOON, NEXT_DAY):
        archive = Archive(tmp_path / "a", clock)
        archive.put(article())
        assert archive.put(article(date_modified="2026-02-11")) is Outcome.UNCHANGED
        archive.close()
    assert len(lines(tmp_path / "a")) == 1


def test_a_change_is_a_new_version_and_says_what_changed(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a", NOON)
    archive.put(article())
    archive.close()
    archive = Archive(tmp_path / "a", NEXT_DAY)
    assert archive.put(article("It rained all day.", authors=["Ines Falk"])) is Outcome.ARCHIVED
    archive.close()
    first, second = lines(tmp_path / "a")
    assert first["version"] == 1
    assert (second["version"], second["state"]) == (2, "edited")
    assert second["changed_fields"] == ["authors", "body"]
    assert (second["first_seen"], second["last_seen"]) == ("2026-02-10T12:00:00Z", "2026-02-11T12:00:00Z")


def test_a_torn_last_line_is_cut_off_and_written_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a", NOON)
    archive.put(article(slug="one"))
    archive.put(article(slug="two"))
    archive.close()
    file = tmp_path / "a" / "articles" / "2026-02-10.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole[:-7])
    archive = Archive(tmp_path / "a", NOON)
    assert len(archive) == 1
    assert archive.put(article(slug="one")) is Outcome.UNCHANGED
    assert archive.put(article(slug="two")) is Outcome.ARCHIVED
    archive.close()
    assert file.read_bytes() == whole


@pytest.mark.parametrize("cut", [0, 1, 40])
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
def test_a_full_disk_is_a_clear_error(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a", NOON)
    (tmp_path / "a" / "articles" / "2026-02-10.jsonl").symlink_to("/dev/full")
    with pytest.raises(ArchiveError, match="No space left on device"):
        archive.put(article())


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(ArchiveError, match="Cannot make the archive"):
        Archive(tmp_path / "a", NOON)


def test_an_article_without_an_address_has_no_place(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a", NOON)
    with pytest.raises(ArchiveError, match="no id"):
        archive.put(Article(title="Rain"))
    archive.close()
