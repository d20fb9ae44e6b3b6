"""`verify` finds every byte that was flipped, lost or added, and everything that contradicts itself."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import orjson
import pytest
from exchanges_of_ours import article, exchange, opened, zipped

from newscrawler import __version__
from newscrawler.archive.adoption import rebuild
from newscrawler.archive.verify import Finding, Grade, Verifier
from newscrawler.errors import ArchiveError, ArchiveInUse
from newscrawler.items import content_digest
from newscrawler.outcomes import Outcome

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
        ("UPDATE captures SET record_id = 'x' WHERE type = 'response'", "the ledger calls it response x"),
        ("UPDATE captures SET payload_digest = 'x' WHERE type = 'response'", "its payload digest is wrong"),
        ("UPDATE records SET capture_offset = 1", "its pointer leads to no response"),
        ("UPDATE files SET committed = committed - 1", "the ledger counts"),
        ("DELETE FROM captures WHERE type = 'request'", "the ledger does not know what lies here"),
    ],
)
def test_a_ledger_that_contradicts_the_files_is_found(folder: Path, sql: str, said: str) -> None:
    change(folder, sql)
    assert any(said in finding.what for finding in findings(folder)), findings(folder)


def test_a_body_that_is_not_read_again_is_found(folder: Path) -> None:
    bodies = {orjson.loads(line)["final_url"]: orjson.loads(line)["body"] for line in (folder / LINES).open("rb")}
    seen = []

    def same(content: bytes, url: str, content_type: str) -> tuple[str, str]:
        seen.append((url, content[:10], content_type))
        return __version__, bodies[url]

    assert findings(folder, reread=same) == []
    assert seen[0] == ("https://example.org/one", b"<p>one</p>", "text/html")
    assert findings(folder, reread=lambda *_: ("another version", "words")) == []
    (first, _second) = findings(folder, reread=lambda *_: (__version__, "words"))
    assert "not what is read from its capture" in first.what


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
