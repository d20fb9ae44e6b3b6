"""Packed files of lines: the same records, readable after any crash, by every command, beside files of other kinds."""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from exchanges_of_ours import NEXT_DAY, NOON, article, findings, opened
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import TestSite
from pages_of_ours import article_page, index_page
from running import Scrapy

from newscrawler.archive.adoption import rebuild
from newscrawler.archive.archive import Archive
from newscrawler.archive.export import exported_records
from newscrawler.archive.findings import Grade
from newscrawler.archive.packing import Packing, pack, packed_members, unpack
from newscrawler.archive.verify import Verifier
from newscrawler.archive.warc_reading import CutOff, Unreadable
from newscrawler.errors import ArchiveError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACKED = [Packing.GZIP, Packing.ZSTD]
UNPACK = {Packing.PLAIN: bytes, Packing.GZIP: gzip.decompress, Packing.ZSTD: zstd.decompress}


def file_of(folder: Path, packing: Packing, day: str = "2026-02-10") -> Path:
    return folder / "articles" / f"{day}.{packing}"


def lines_of(folder: Path, packing: Packing, day: str = "2026-02-10") -> list[dict[str, Any]]:
    """Read as any tool would, which knows nothing of members."""
    return [json.loads(line) for line in UNPACK[packing](file_of(folder, packing, day).read_bytes()).splitlines()]


def filled(folder: Path, packing: Packing, commits: int = 3) -> Path:
    archive = opened(folder, packing=packing)
    for number in range(commits):
        archive.put(article(f"Matter {number} was settled. " * 9, slug=f"matter-{number}"))
        archive.put(article(f"Case {number} was closed. " * 9, slug=f"case-{number}"))
        archive.commit()
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    return folder


@pytest.mark.parametrize("packing", PACKED)
def test_a_packed_archive_holds_the_lines_of_a_plain_one(tmp_path: Path, packing: Packing) -> None:
    plain, packed = filled(tmp_path / "plain", Packing.PLAIN), filled(tmp_path / "packed", packing)
    assert lines_of(packed, packing) == lines_of(plain, Packing.PLAIN)
    assert findings(packed) == []
    both = [list(exported_records(folder, latest=True)) for folder in (plain, packed)]
    assert both[0] == both[1]
    assert len(list(packed_members(file_of(packed, packing), packing))) == 3  # a member a commit
    assert file_of(packed, packing).stat().st_size < file_of(plain, Packing.PLAIN).stat().st_size / 2


@pytest.mark.parametrize("packing", PACKED)
def test_a_change_is_told_from_a_packed_line_committed_or_not(tmp_path: Path, packing: Packing) -> None:
    archive = opened(tmp_path / "a", packing=packing)
    archive.put(article("It rained."))
    archive.put(article("It rained on."))  # its first version is not committed yet
    archive.commit()
    archive.close()
    archive = opened(tmp_path / "a", run_id="run-2", packing=packing)
    archive.put(article("It stopped."))
    archive.close()
    assert [line["changed_fields"] for line in lines_of(tmp_path / "a", packing)] == [[], ["body"], ["body"]]
    assert not [line for line in findings(tmp_path / "a") if "note" not in line]


def test_the_setting_may_change_at_any_time(tmp_path: Path) -> None:
    for number, packing in enumerate([*Packing, *Packing]):
        clock = NOON if number < 3 else NEXT_DAY
        archive = opened(tmp_path / "a", clock, run_id=f"run-{number}", packing=packing)
        archive.put(article(f"Version {number}."))
        archive.end_run("finished", 0, is_finished=True)
        archive.close()
    assert findings(tmp_path / "a") == []
    found = [record["version"] for record in exported_records(tmp_path / "a", latest=False)]
    assert found == [1, 2, 3, 4, 5, 6]
    rebuild(tmp_path / "a")
    assert findings(tmp_path / "a") == []
    assert [record["version"] for record in exported_records(tmp_path / "a", latest=False)] == found


@pytest.mark.parametrize("packing", PACKED)
def test_what_was_not_committed_is_cut_off_and_the_rest_reads(tmp_path: Path, packing: Packing) -> None:
    folder = filled(tmp_path / "a", packing)
    opened(folder, run_id="run-2", packing=packing).close()  # it died
    with file_of(folder, packing).open("ab") as file:
        file.write(pack(b'{"id": "torn', packing)[:-3])
    archive = opened(folder, run_id="run-3", packing=packing)
    archive.put(article("Later words.", slug="later"))
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    assert len(lines_of(folder, packing)) == 7
    assert findings(folder) == []


@pytest.mark.parametrize("packing", PACKED)
def test_an_error_of_the_disk_undoes_what_was_not_committed(tmp_path: Path, packing: Packing) -> None:
    folder = filled(tmp_path / "a", packing)
    archive = opened(folder, run_id="run-2", packing=packing)
    archive.put(article("Never to last.", slug="gone"))
    archive._files.at(f"articles/2026-02-10.{packing}").make_readable(archive._ledger)
    with pytest.raises(ArchiveError), archive._told("write to"):
        raise OSError(28, "No space left on device")
    archive.close()
    opened(folder, run_id="run-3", packing=packing).close()
    assert len(lines_of(folder, packing)) == 6
    assert not [line for line in findings(folder) if not line.startswith("note")]


@pytest.mark.parametrize("packing", PACKED)
def test_every_flipped_or_missing_byte_is_found(tmp_path: Path, packing: Packing) -> None:
    folder = filled(tmp_path / "a", packing, commits=2)
    file = file_of(folder, packing)
    whole = file.read_bytes()
    verifier = Verifier(folder)
    for place in range(0, len(whole), 11):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        for changed in (bytes(flipped), whole[:place], whole[:place] + whole[place + 1 :]):
            file.write_bytes(changed)
            assert any(finding.grade is Grade.LOST for finding in verifier.findings()), place
    verifier.close()


@pytest.mark.parametrize("packing", PACKED)
def test_a_lost_ledger_is_made_anew_and_damage_is_told_of(tmp_path: Path, packing: Packing) -> None:
    folder = filled(tmp_path / "a", packing)
    file = file_of(folder, packing)
    whole = file.read_bytes()
    file.write_bytes(whole + pack(b'{"id": 1}\n', packing)[:-5])  # its writer died
    rebuild(folder)
    Archive(folder, NOON).close()
    assert file.read_bytes() == whole
    assert findings(folder) == []
    for changed in (whole[:30] + whole[60:], whole + pack(b"no record\n", packing), whole + pack(b"{}", packing)):
        file.write_bytes(changed)
        with pytest.raises(ArchiveError, match="is damaged"):
            rebuild(folder)
        assert file.read_bytes() == changed
    assert findings(shutil.copytree(folder, tmp_path / "copy")) != []


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(PACKED))
def test_no_bytes_are_taken_for_a_member_that_they_are_not(content: bytes, packing: Packing) -> None:
    assert unpack(pack(content, packing), packing) == content
    for damaged in (pack(content, packing)[:-1], pack(content, packing) + b"x", content):
        with pytest.raises(Unreadable):
            unpack(damaged, packing)


@pytest.mark.parametrize("packing", PACKED)
def test_a_cut_file_gives_all_its_whole_members(tmp_path: Path, packing: Packing) -> None:
    file = tmp_path / "cut"
    file.write_bytes((pack(b"one\n", packing) + pack(b"two\n", packing) * 2)[:-1])
    members = packed_members(file, packing)
    assert [unpack(next(members)[1], packing) for _ in range(2)] == [b"one\n", b"two\n"]
    with pytest.raises(CutOff):
        next(members)


def test_a_crawl_with_packed_lines(site: Any, crawl_site: Scrapy, scrapy: Scrapy, tmp_path: Path) -> None:
    paths = [f"/2026/02/01/matter-number-{n}-of-the-office" for n in range(3)]
    pages = {path: article_page(f"Matter number {n} of the office", n) for n, path in enumerate(paths)}
    running: TestSite = site({"/": index_page(paths), **pages})
    done = crawl_site(running.url, "-s", "NEWSCRAWLER_RECORDS=jsonl.zst", output=tmp_path)
    assert done.code == 0, done.err
    (file,) = (tmp_path / "it" / "articles").iterdir()
    assert file.name.endswith(".jsonl.zst")
    assert len(zstd.decompress(file.read_bytes()).splitlines()) == 3
    assert scrapy("verify", "it", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path).code == 0
    wrong = crawl_site(running.url, "-s", "NEWSCRAWLER_RECORDS=zip", output=tmp_path)
    assert wrong.code == 2
    assert "is none of jsonl, jsonl.gz, jsonl.zst" in wrong.err
