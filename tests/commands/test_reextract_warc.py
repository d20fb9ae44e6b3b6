"""`scrapy reextract --warc`: pages that others captured, whole or damaged, become an archive of their own."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages_of_ours import article_page
from running import run_here
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawler.archive import warc_files
from newscrawler.archive.verify import Verifier
from newscrawler.archive.warc_files import Fault, Found, records_of
from newscrawler.archive.warc_pages import exchange_in, page_in
from newscrawler.archive.warc_reading import Unreadable
from newscrawler.captured_pages import bodies_of
from newscrawler.commands.reextract import Command

DATE = "2026-01-{:02}T10:00:00Z"


def address(number: int) -> str:
    return f"https://example.org/harbour/2026/01/01/the-harbour-counts-its-boats-{number}"


def page(number: int) -> bytes:
    return article_page(f"The harbour counts {number} boats", number).encode()


def chunked(body: bytes, size: int = 700) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


class Made:
    """A WARC file as warcio writes it."""

    def __init__(self, *, zipped: bool = True) -> None:
        self.file = io.BytesIO()
        self.writer = WARCWriter(self.file, gzip=zipped)
        self.writer.write_record(self.writer.create_warcinfo_record("theirs.warc.gz", {"software": "a test"}))

    def add(
        self, number: int, body: bytes, *headers: tuple[str, str], kind: str = "response", day: int = 1,
        status: str = "200 OK", protocol: str = "HTTP/1.1", **fields: str,
    ) -> Any:  # fmt: skip
        said = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8"), *headers], protocol=protocol)
        record = self.writer.create_warc_record(
            fields.pop("url", address(number)), kind, payload=io.BytesIO(body), http_headers=said,
            warc_headers_dict={"WARC-Date": DATE.format(day)},
        )  # fmt: skip
        self.writer.write_record(record)
        return record


def everything(*, zipped: bool = True) -> bytes:
    made = Made(zipped=zipped)
    made.add(1, page(1))
    made.add(2, chunked(page(2)), ("Transfer-Encoding", "chunked"))
    made.add(3, brotli.compress(page(3)), ("Content-Encoding", "br"), protocol="HTTP/2", status="200")
    made.add(4, chunked(gzip.compress(page(4))), ("Content-Encoding", "gzip"), ("transfer-encoding", "Chunked"))
    made.add(5, page(5), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))  # neither is true any more
    made.add(6, b"gone", status="404 Not Found")
    made.add(7, b"\x89PNG", url="https://example.org/a.png")
    resource = made.writer.create_warc_record(
        address(8), "resource", payload=io.BytesIO(page(8)), warc_content_type="text/html",
        warc_headers_dict={"WARC-Date": DATE.format(1)},
    )  # fmt: skip
    made.writer.write_record(resource)
    revisit = made.writer.create_revisit_record(
        address(1), "sha1:X", address(1), DATE.format(1), warc_headers_dict={"WARC-Date": DATE.format(2)},
        http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"),
    )  # fmt: skip
    made.writer.write_record(revisit)
    made.add(2, page(2).replace(b"harbour office", b"pier office"), day=3)
    return made.file.getvalue()


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted((folder / "articles").iterdir()) for line in path.open("rb")]


def test_of_two_answers_in_one_second_each_has_its_own_capture(tmp_path: Path) -> None:
    made = Made()
    made.add(1, page(1))
    made.add(1, page(1).replace(b"harbour office", b"pier office"))
    theirs = tmp_path / "theirs.warc.gz"
    theirs.write_bytes(made.file.getvalue())
    for _ in range(2):
        assert run_here(Command(), "it", "--processes", "1", "--warc", str(theirs), output=tmp_path) == 0
        (line,) = lines(tmp_path / "it")
        assert "harbour office" in line["body"]
    captured = [each.record for path in (tmp_path / "it" / "captures").iterdir() for each in records_of(path)
                if isinstance(each, Found) and each.record.type == "response"]  # fmt: skip
    assert [b"pier office" in record.block for record in captured] == [False, True]
    verifier = Verifier(tmp_path / "it", bodies_of)
    assert list(verifier.findings()) == []
    verifier.close()


@pytest.mark.parametrize("zipped", [True, False])
def test_pages_of_others_become_an_archive_that_stands_alone(
    tmp_path: Path, zipped: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "theirs.warc"
    theirs.write_bytes(everything(zipped=zipped))
    command = ("it", "--processes", "1", "--warc", str(theirs))
    assert run_here(Command(), *command, output=tmp_path) == 0
    said = capsys.readouterr().out
    assert "11 records" in said
    assert "archived: 7" in said
    assert "could not be read" not in said
    first = lines(tmp_path / "it")
    assert sorted(line["requested_url"] for line in first) == sorted(map(address, (1, 2, 2, 3, 4, 5, 8)))
    assert all("Note " in line["body"] and line["warc"]["file"].startswith("captures/") for line in first)
    edited = next(line for line in first if line["version"] == 2)
    assert (edited["fetched_at"], edited["changed_fields"]) == (DATE.format(3), ["body"])
    theirs.rename(tmp_path / "again.warc")
    again = ("it", "--processes", "1", "--warc", str(tmp_path / "again.warc"))
    captures = [path.stat().st_size for path in (tmp_path / "it" / "captures").iterdir()]
    assert run_here(Command(), *again, output=tmp_path) == 0
    assert len(lines(tmp_path / "it")) == 7
    assert [path.stat().st_size for path in (tmp_path / "it" / "captures").iterdir()] == captures
    (tmp_path / "again.warc").unlink()
    verifier = Verifier(tmp_path / "it", bodies_of)
    assert list(verifier.findings()) == []
    assert verifier.counts.reread == 7
    verifier.close()
    assert run_here(Command(), "it", "--processes", "1", output=tmp_path) == 0
    assert " 0 changed" in capsys.readouterr().out


def test_an_archive_of_a_crawl_is_not_mixed_with_others(tmp_path: Path) -> None:
    from exchanges_of_ours import opened

    opened(tmp_path / "it").close()
    (tmp_path / "theirs.warc").write_bytes(everything())
    assert run_here(Command(), "it", "--warc", str(tmp_path / "theirs.warc"), output=tmp_path) == 2
    assert run_here(Command(), "new", "--warc", str(tmp_path / "none.warc"), output=tmp_path) == 2


# --- hostile and damaged


def read(content: bytes, folder: Path) -> tuple[list[int], list[str]]:
    """Numbers of the pages that can be read, and what is said of the rest."""
    (folder / "x.warc").write_bytes(content)
    numbers, faults = [], []
    for each in records_of(folder / "x.warc"):
        if isinstance(each, Fault):
            faults.append(each.why)
        elif each.record.type == "response":
            try:
                found = page_in(exchange_in(each.record))
            except Unreadable as error:
                faults.append(str(error))
            else:
                last = found[0].url.rpartition("-")[2] if found else ""
                numbers += [int(last)] if last.isdigit() else []
    return numbers, faults


def three(*, zipped: bool = True) -> tuple[bytes, list[int]]:
    """Three pages, and where each record begins."""
    made, starts = Made(zipped=zipped), []
    for number in (1, 2, 3):
        starts.append(made.file.tell())
        made.add(number, page(number))
    return made.file.getvalue(), starts


@pytest.mark.parametrize("zipped", [True, False])
def test_damage_costs_one_record(tmp_path: Path, zipped: bool) -> None:
    whole, (first, second, third) = three(zipped=zipped)
    middle = (second + third) // 2
    assert read(whole, tmp_path) == ([1, 2, 3], [])
    numbers, (why,) = read(whole[: third + 100], tmp_path)
    assert numbers == [1, 2]
    assert "cut off" in why or "does not end" in why
    if zipped:
        flipped = whole[:middle] + bytes(64) + whole[middle + 64 :]
        assert read(flipped, tmp_path)[0] == [1, 3]
    else:
        marker = whole.index(b"Content-Length: ", second) + 16
        for lie in (b"9999999999", b"10", b"-1", b"x"):
            end = whole.index(b"\r", marker)
            numbers, faults = read(whole[:marker] + lie + whole[end:], tmp_path)
            assert (numbers, len(faults) >= 1) == ([1, 3], True), lie
    assert read(whole[:first] + b"rubbish\r\n" + whole[first:] if not zipped else whole, tmp_path)[0] == [1, 2, 3]


def test_bombs_and_masses_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_files, "LARGEST_MEMBER", 1 << 20)
    whole, (_, second, _) = three()
    bomb = gzip.compress(b"WARC/1.0\r\n" + bytes(4 << 20))
    numbers, faults = read(whole[:second] + bomb + whole[second:], tmp_path)
    assert numbers == [1, 2, 3]
    assert "a gzip bomb" in faults[0]
    made = Made()
    made.add(1, page(1), *((f"X-{number}", "y") for number in range(2000)))
    made.add(2, page(2))
    assert read(made.file.getvalue(), tmp_path) == ([2], ["2001 HTTP headers"])
    block = b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 1_000_000 + b"\r\n"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: {DATE.format(1)}\r\nWARC-Target-URI: {address(1)}\r\n"
    plain = head.encode() + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
    assert read(plain, tmp_path) == ([], ["no HTTP head, or one that is too large"])
    many = b"".join(b"WARC/1.0\r\nContent-Length: 9\r\n\r\n" for _ in range(3000))
    assert read(many, tmp_path)[1][-1].startswith("more than 1000 faults")


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_whatever_is_changed_nothing_breaks(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    zipped = data.draw(st.booleans())
    content = bytearray(EVERYTHING[zipped])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    folder = tmp_path_factory.getbasetemp()
    numbers, faults = read(bytes(content), folder)
    assert len(numbers) + len(faults) >= 1
    assert all(isinstance(each, Found | Fault) for each in records_of(folder / "x.warc"))


EVERYTHING = {zipped: everything(zipped=zipped) for zipped in (True, False)}
