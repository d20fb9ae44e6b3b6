"""What a channel said of a page is kept with its capture, and found again."""

from __future__ import annotations

import gzip
import io
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from exchanges_of_ours import NEXT_DAY, exchange, opened
from warcio.archiveiterator import ArchiveIterator

from newscrawler.archive.adoption import rebuild
from newscrawler.archive.answers import Answers, words_of
from newscrawler.archive.ledger import LEDGER, Ledger
from newscrawler.archive.verify import Verifier

URL = "https://example.org/rain"
FEED = {"source": "feed", "title": "Räin\r\n", "by": "https://example.org/feed", "capture": "urn:uuid:1"}
PAGE = b"<p>It rained.</p>" * 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    archive = opened(tmp_path / "it", largest_warc=3000)
    archive.capture(exchange("/rain", PAGE), words_of(FEED))
    archive.capture(exchange("/dry", PAGE))
    archive.close()
    archive = opened(tmp_path / "it", NEXT_DAY, "run-2", largest_warc=3000)
    archive.capture(exchange("/rain", PAGE, at="2026-02-11T12:00:00Z"), words_of({"source": "sitemap"}))
    archive.capture(exchange("/rain", b"", status=304, at="2026-02-11T13:00:00Z"))
    archive.close()
    return tmp_path / "it"


def found(folder: Path, url: str = URL) -> list[tuple[str, Any, int]]:
    ledger = Ledger(folder / LEDGER)
    try:
        answers = Answers(folder, ledger)
        return [
            (one.at, answers.told(one), len(answers.message(answers.pointer(one)).payload)) for one in answers.of(url)
        ]
    finally:
        ledger.close()


def test_each_answer_has_what_was_told_when_it_came(folder: Path) -> None:
    told = [("2026-02-11T12:00:00Z", {"source": "sitemap"}, len(PAGE)), ("2026-02-10T12:00:00Z", FEED, len(PAGE))]
    assert found(folder) == told
    assert found(folder, "https://example.org/dry") == [("2026-02-10T12:00:00Z", None, len(PAGE))]
    assert found(folder, "https://example.org/nothing") == []


def test_it_is_a_metadata_record_that_every_reader_takes(folder: Path) -> None:
    content = b"".join(path.read_bytes() for path in sorted((folder / "captures").iterdir()))
    records = [
        (record.rec_type, record.rec_headers, record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(content))
    ]
    (answer, said, block), _ = [
        (records[at - 2][1], record[1], record[2]) for at, record in enumerate(records) if record[0] == "metadata"
    ]
    assert said.get_header("WARC-Refers-To") == answer.get_header("WARC-Record-ID")
    assert said.get_header("Content-Type") == "application/warc-fields"
    assert block.count(b"\r\n") == 1


def test_a_ledger_made_anew_knows_the_same(folder: Path) -> None:
    captures = (
        "SELECT path, offset, length, sha256, type, record_id, at, url, status, payload_digest, "
        "(SELECT path FROM files WHERE number = payload_file), payload_offset "
        "FROM captures JOIN files ON number = file ORDER BY path, offset"
    )
    before, told = rows(folder, captures), found(folder)
    assert {row[4] for row in before} == {"warcinfo", "request", "response", "revisit", "metadata"}
    rebuild(folder)
    assert rows(folder, captures) == before
    assert found(folder) == told
    verifier = Verifier(folder)
    assert list(verifier.findings()) == []
    verifier.close()


def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(folder / LEDGER) as ledger:
        found = ledger.execute(sql).fetchall()
    ledger.close()
    return found


def test_what_is_no_json_says_nothing(folder: Path) -> None:
    archive = opened(folder, NEXT_DAY, "run-3")
    for number, words in enumerate(("{", "[1]", "null", '"x"')):
        archive.capture(exchange(f"/bad-{number}", gzip.compress(bytes([number]))), {"told": words})
    archive.close()
    assert [found(folder, f"https://example.org/bad-{number}")[0][1] for number in range(4)] == [None] * 4
