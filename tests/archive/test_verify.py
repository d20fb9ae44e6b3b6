"""`verify` finds every byte that was flipped, lost or added, and everything that contradicts itself."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import sqlite3
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import brotli
import orjson
import pytest
from exchanges_of_ours import article, exchange, opened, zipped
from pages_of_ours import article_page

from newscrawler import __version__, extract
from newscrawler.archive.adoption import rebuild
from newscrawler.archive.answers import Answers, words_of
from newscrawler.archive.findings import Finding, Grade
from newscrawler.archive.verify import Verifier
from newscrawler.captured_pages import bodies_of
from newscrawler.errors import ArchiveError, ArchiveInUse
from newscrawler.items import content_digest
from newscrawler.outcomes import Outcome

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LINES, CAPTURES = "articles/2026-02-10.jsonl", "captures/run-1-00001.warc.gz"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "a"
    archive = opened(folder)
    for slug in ("one", "two"):
        pointer = archive.capture(zipped(f"/{slug}", f"<p>{slug}</p>".encode() * 40))
        text = f"{slug} " * 5
        archive.put(
            article(
                text, slug=slug, warc=pointer, final_url=f"https://example.org/{slug}", extractor_version=__version__,
                content_sha256=content_digest("Rain", text),
            )
        )  # fmt: skip
    archive.capture(exchange("/robots.txt", b"User-agent: *\n"))
    archive.put(article("two, edited", slug="two", content_sha256=content_digest("Rain", "two, edited")))
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    return folder


@pytest.fixture
def folder(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "a"))


def findings(folder: Path, **more: object) -> list[Finding]:
    verifier = Verifier(folder, **more)  # type: ignore[arg-type]
    try:
        return list(verifier.findings())
    finally:
        verifier.close()


def test_a_whole_archive_is_proven(folder: Path) -> None:
    verifier = Verifier(folder)
    assert list(verifier.findings()) == []
    verifier.close()
    assert (verifier.counts.files, verifier.counts.lines, verifier.counts.captures) == (2, 3, 7)


@pytest.mark.parametrize("name", [LINES, CAPTURES])
def test_every_flipped_byte_is_found(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    verifier = Verifier(folder)
    for place in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        (folder / name).write_bytes(changed)
        found = list(verifier.findings())
        assert any(finding.grade is Grade.LOST and finding.where.startswith(name) for finding in found), place
    verifier.close()


@pytest.mark.parametrize("name", [LINES, CAPTURES])
def test_every_missing_or_added_byte_is_found(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    verifier = Verifier(folder)
    for place in range(0, len(whole), 7):
        for changed in (whole[:place] + whole[place + 1 :], whole[:place] + b"x" + whole[place:], whole[:place]):
            (folder / name).write_bytes(changed)
            assert any(finding.where.startswith(name) for finding in verifier.findings()), place
    (folder / name).write_bytes(whole + b"x")
    (finding,) = verifier.findings()
    assert finding.grade is Grade.WRONG
    (folder / name).unlink()
    assert any("is missing" in finding.what for finding in verifier.findings())
    verifier.close()


def test_what_a_killed_run_left_behind_is_a_note(folder: Path) -> None:
    opened(folder, run_id="run-2").close()  # a run that came to no end
    with (folder / LINES).open("ab") as file:
        file.write(b'{"id": "torn')
    (finding,) = findings(folder)
    assert finding.grade is Grade.NOTE


def test_a_file_nobody_knows_is_told_of(folder: Path) -> None:
    (folder / "articles" / "2020-01-01.jsonl").write_text("{}\n")
    (finding,) = findings(folder)
    assert "not of this archive" in finding.what


def change(folder: Path, sql: str) -> None:
    with sqlite3.connect(folder / "ledger.sqlite") as ledger:
        ledger.execute(sql)
    ledger.close()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DELETE FROM records WHERE version = 2", "the ledger"),
        ("UPDATE records SET version = 3 WHERE version = 2", "from 1 to 3"),
        ("UPDATE articles SET version = 9", "its last version has no line"),
        ("UPDATE capture_rows SET record_id = 'x' WHERE type = 2", "the ledger calls it response x"),
        ("UPDATE capture_rows SET payload_digest = 'x' WHERE type = 2", "its payload digest is wrong"),
        ("UPDATE records SET capture_offset = 1", "its pointer leads to no response"),
        ("UPDATE files SET committed = committed - 1", "the ledger counts"),
        ("DELETE FROM capture_rows WHERE type = 1", "the ledger does not know what lies here"),
    ],
)
def test_a_ledger_that_contradicts_the_files_is_found(folder: Path, sql: str, said: str) -> None:
    change(folder, sql)
    assert any(said in finding.what for finding in findings(folder)), findings(folder)


def test_a_body_that_is_not_read_again_is_found(folder: Path) -> None:
    seen = []

    def same(answers: Answers, record: Mapping[str, Any]) -> Iterator[tuple[str | None, str | None]]:
        seen.append((record["final_url"], answers.message(record["warc"]).headers["content-type"]))
        yield __version__, "of another telling"
        yield __version__, record["body"]

    assert findings(folder, reread=same) == []
    assert seen[0] == ("https://example.org/one", "text/html")
    assert findings(folder, reread=lambda *_: iter([("another version", "words")])) == []
    assert findings(folder, reread=lambda *_: iter([])) == []  # it cannot be unpacked
    (first, _second) = findings(folder, reread=lambda *_: iter([(__version__, "words")]))
    assert "not what is read from its capture" in first.what


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip", "deflate", "identity", "br, gzip"])
def test_pages_are_read_again_whatever_they_were_packed_with(tmp_path: Path, coding: str) -> None:
    packers = {"br": brotli.compress, "zstd": zstd.compress, "gzip": gzip.compress, "deflate": zlib.compress}
    page = article_page("The harbour counts its boats", 1)
    packed = page.encode()
    for name in coding.split(", "):
        packed = packers[name](packed) if name != "identity" else packed
    url = "https://example.org/harbour/2026/02/01/the-harbour-counts-its-boats"
    told = {"source": "feed", "tags": ["boats"]}
    archive = opened(tmp_path / "a")
    headers = [(b"Content-Type", b"text/html"), (b"Content-Encoding", coding.encode())]
    pointer = archive.capture(exchange(url.partition("example.org")[2], packed, headers=headers), words_of(told))
    read = extract(page, url)
    read.warc, read.final_url, read.requested_url, read.status = pointer, url, url, 200
    archive.put(read)
    archive.close()
    verifier = Verifier(tmp_path / "a", bodies_of)
    assert list(verifier.findings()) == []
    assert verifier.counts.reread == 1
    verifier.close()


def test_a_line_that_is_no_record_is_told_with_its_place(folder: Path) -> None:
    file = folder / LINES
    lines = file.read_bytes().splitlines(keepends=True)
    record = orjson.loads(lines[0])
    record["blocks"][0]["kind"] = "paragraqh"
    lines[0] = orjson.dumps(record) + b"\n"
    file.write_bytes(b"".join(lines))
    digest = hashlib.sha256(lines[0]).hexdigest()
    change(folder, f"UPDATE records SET sha256 = x'{digest}' WHERE offset = 0")
    (finding,) = findings(folder)
    assert finding.what == "is no record as article.schema.json has it: .blocks[0].kind is 'paragraqh'"


def test_an_archive_in_use_or_none_at_all_is_said_so(folder: Path, tmp_path: Path) -> None:
    archive = opened(folder, run_id="run-2")
    with pytest.raises(ArchiveInUse):
        Verifier(folder)
    archive.close()
    with pytest.raises(ArchiveError, match="is no archive"):
        Verifier(tmp_path)


def test_a_ledger_damaged_inside_is_found(folder: Path) -> None:
    file = folder / "ledger.sqlite"
    whole = bytearray(file.read_bytes())
    whole[4096 * 3 : 4096 * 6] = bytes(4096 * 3)
    file.write_bytes(whole)
    assert any(finding.where == "ledger.sqlite" for finding in findings(folder))


# --- a ledger made anew


def test_a_ledger_made_anew_says_the_same(folder: Path) -> None:
    wanted = "SELECT id, version, offset, length, sha256, capture_offset FROM records ORDER BY id, version"
    before = rows(folder, wanted)
    (folder / "ledger.sqlite").write_bytes(b"rubbish")
    old = rebuild(folder)
    assert old is not None
    assert old.read_bytes() == b"rubbish"
    assert rows(folder, wanted) == before
    assert findings(folder) == []
    archive = opened(folder, run_id="run-2")
    assert archive.put(article("two, edited", slug="two")) is Outcome.UNCHANGED
    archive.close()


@pytest.mark.parametrize("cut", [1, 9, 200])
def test_what_was_cut_off_does_not_count(folder: Path, cut: int) -> None:
    for name in (LINES, CAPTURES):
        (folder / name).write_bytes((folder / name).read_bytes()[:-cut])
    (folder / "ledger.sqlite").unlink()
    assert rebuild(folder) is None
    assert all(finding.grade is not Grade.LOST for finding in findings(folder))
    opened(folder, run_id="run-2").close()  # cuts the files back
    assert findings(folder) == []


@pytest.mark.parametrize("place", [0, 20, 300, 900])
def test_damage_in_the_middle_is_told_of_and_nothing_is_changed(folder: Path, place: int) -> None:
    for name in (CAPTURES, LINES):
        whole = (folder / name).read_bytes()
        changed = bytearray(whole)
        changed[place] ^= 0xFF if name == CAPTURES else 0x80
        (folder / name).write_bytes(changed)
        ledger = (folder / "ledger.sqlite").read_bytes()
        with pytest.raises(ArchiveError, match="is damaged"):
            rebuild(folder)
        assert (folder / "ledger.sqlite").read_bytes() == ledger
        (folder / name).write_bytes(whole)


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "ledger.sqlite") as ledger:
        found = ledger.execute(sql).fetchall()
    ledger.close()
    return found
