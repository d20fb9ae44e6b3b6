"""The index of captures leads to each of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from exchanges_of_ours import exchange, opened
from running import run_here
from warcio.archiveiterator import ArchiveIterator

from newscrawler.commands.export import Command

PAGE = b"<p>It rained.</p>" * 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    archive = opened(tmp_path / "it", largest_warc=2000)
    archive.capture(exchange("/b?y=2&x=1", PAGE))
    archive.capture(exchange("/A/", PAGE))  # a revisit
    archive.capture(exchange("/b?y=2&x=1", b"", status=304))
    archive.capture(exchange("/gone", b"gone" * 200, status=404, headers=[]))
    archive.close()
    return tmp_path / "it"


def test_each_line_leads_to_its_record(folder: Path, tmp_path: Path) -> None:
    assert run_here(Command(), "it", "--format", "cdxj", "--to", str(tmp_path / "x.cdxj"), output=tmp_path) == 0
    lines = [line.split(" ", 2) for line in (tmp_path / "x.cdxj").read_text().splitlines()]
    assert [line[0] for line in lines] == ["org,example)/a", "org,example)/b?x=1&y=2", "org,example)/gone"]
    assert {line[1] for line in lines} == {"20260210120000"}
    said = [json.loads(line[2]) for line in lines]
    assert [(one.get("mime"), one["status"]) for one in said] == [
        ("warc/revisit", "200"),
        ("text/html", "200"),
        (None, "404"),
    ]  # replay tools would show a 304 as it came: an empty page, in the place of the one that it says still stands
    assert len({one["filename"] for one in said}) > 1
    for one in said:
        with (folder / "captures" / one["filename"]).open("rb") as file:
            file.seek(int(one["offset"]))
            record = next(iter(ArchiveIterator(file)))
            assert record.rec_headers.get_header("WARC-Target-URI") == one["url"]
            assert record.http_headers.get_statuscode() == one["status"]
            assert record.rec_headers.get_header("WARC-Payload-Digest") == one.get("digest")
            file.seek(int(one["offset"]) + int(one["length"]))
            assert file.read(2) in (b"", b"\x1f\x8b")


def test_instants_of_others_are_told_in_utc(tmp_path: Path) -> None:
    archive = opened(tmp_path / "it")
    for at in ("2026-02-10T12:00:00+08:00", "2026-02-10T12:00Z"):
        archive.capture(exchange("/a", PAGE, at=at))
    archive.close()
    assert run_here(Command(), "it", "--to", str(tmp_path / "x.cdxj"), output=tmp_path) == 0
    lines = (tmp_path / "x.cdxj").read_text().splitlines()
    assert [line.split()[1] for line in lines] == ["20260210040000", "20260210120000"]


def test_what_does_not_go_with_it_is_said(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ("it", "--format", "cdxj")
    assert run_here(Command(), *command, "--all", output=tmp_path) == 2
    assert run_here(Command(), *command, "--map", "zyte", output=tmp_path) == 2
    (first, *_) = sorted((folder / "captures").iterdir())
    first.write_bytes(b"\x00" * first.stat().st_size)
    assert run_here(Command(), *command, output=tmp_path) == 14
    assert "is damaged" in capsys.readouterr().err
