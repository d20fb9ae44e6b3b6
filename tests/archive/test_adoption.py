"""A ledger made anew from the files knows what the next run needs to be as cheap, and as sharp, as before."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from exchanges_of_ours import NEXT_DAY, article, exchange, findings, id_of, opened
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawler.archive.adopted_addresses import AdoptedAddresses
from newscrawler.archive.adoption import _holds_more, rebuild
from newscrawler.archive.answers import words_of
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.packing import Packing, pack
from newscrawler.archive.versions import versions_of
from newscrawler.archive.warc_reading import Record
from newscrawler.clock import clock_at
from newscrawler.discovery.addresses import article_id
from newscrawler.errors import ArchiveError
from newscrawler.items import Part

WORDS = "The herring came back to Lowmoor on a Tuesday and nobody was there to see it but the keeper of the light "
LATER = clock_at("2026-02-10T18:00:00Z")


def written(folder: Path) -> Path:
    """One article, archived at noon, that the site confirmed at six; a list, a page that is gone, a redirect."""
    archive = opened(folder)
    labels = [
        (b"Content-Type", b"text/html"),
        (b"Etag", b'"one"'),
        (b"Last-Modified", b"Tue, 10 Feb 2026 11:00:00 GMT"),
    ]
    told = words_of({"source": "feed", "title": "Rain"})
    pointer = archive.capture(exchange(headers=labels), told)
    archive.put(article(WORDS * 3, warc=pointer, date_published="2026-02-10T10:00:00Z"))
    archive.capture(exchange("/", b"<a href=/rain>Rain</a>", headers=labels))
    archive.capture(exchange("/gone", b"", status=404))
    archive.capture(exchange("/old", b"", status=301, headers=[(b"Location", b"/rain")]))
    archive.capture(exchange("/robots.txt", b"User-agent: *"))
    archive.close()
    archive = opened(folder, LATER, run_id="run-2")
    archive.capture(exchange(body=b"", status=304, at="2026-02-10T18:00:00Z"))
    archive.confirm(id_of("rain"))
    archive.close()
    return folder


def rows(folder: Path, sql: str) -> list[Any]:
    with sqlite3.connect(folder / "ledger.sqlite") as ledger:
        found = ledger.execute(sql).fetchall()
    ledger.close()
    return found


def test_addresses_are_known_with_their_validators(tmp_path: Path) -> None:
    folder = written(tmp_path / "it")
    before = {name: rows(folder, f"SELECT * FROM {name}") for name in ("lives", "looks_by_age", "bands")}
    rebuild(folder)
    assert {name: rows(folder, f"SELECT * FROM {name}") for name in before} == before
    assert rows(folder, "SELECT url FROM urls WHERE url LIKE '%robots.txt'") == []
    archive = opened(folder, NEXT_DAY, run_id="run-3")
    frontier = archive.frontier
    rain, front = frontier.known("example.org/rain"), frontier.known("example.org")
    gone = frontier.known("example.org/gone")
    assert rain is not None
    assert front is not None
    assert gone is not None
    assert (rain.article, rain.in_a_row, rain.outcome) == (id_of("rain"), 1, "unchanged")
    assert rain.visited_at == "2026-02-10T18:00:00Z"
    assert rain.validators == front.validators
    assert rain.validators.etag == '"one"'
    assert '"title":"Rain"' in rain.call
    assert (gone.outcome, gone.next_visit) == ("not_found", "2026-02-11T12:00:00Z")
    assert frontier.led_to("example.org/old") == ["example.org/rain"]
    due = [known.url for known in frontier.due("2026-02-11T12:00:00Z", gave_articles=True)]
    assert due == ["https://example.org/rain"]
    archive.close()


def test_an_article_without_a_line_is_asked_for_soon_and_a_list_is_left_to_the_walk(tmp_path: Path) -> None:
    """A limit, a stop or a kill may lie between an answer and its line."""
    folder = tmp_path / "it"
    archive = opened(folder)
    for path in ("/2026/02/10/nine-bells-for-the-new-tower", "/harbour"):
        archive.capture(exchange(path, b"<p>Nine bells</p>"))
    archive.capture(exchange("/2026/02/10/rain/2", b"<p>It rained on.</p>"))
    archive.put(article(parts=[Part(number=2, url="https://example.org/2026/02/10/rain/2", outcome="part")]))
    archive.capture(exchange("/p/1", b"<p>Ten bells</p>"), words_of({"source": "feed", "title": "Ten bells"}))
    archive.close()
    rebuild(folder)
    due = dict(rows(folder, "SELECT url, next_visit FROM urls"))
    assert due.pop("https://example.org/harbour") > "2026-03-10"
    assert due.pop("https://example.org/2026/02/10/rain/2") is None
    assert set(due.values()) == {"2026-02-11T12:00:00Z"}


def test_an_answer_that_gave_no_line_is_asked_for_in_full(tmp_path: Path) -> None:
    """It may hold an edit that its run did not come to read."""
    folder = written(tmp_path / "it")
    archive = opened(folder, NEXT_DAY, run_id="run-3")
    labels = [(b"Content-Type", b"text/html"), (b"Etag", b'"two"')]
    archive.capture(exchange(body=b"<html>It snowed.</html>", headers=labels, at="2026-02-11T12:00:00Z"))
    archive.close()
    rebuild(folder)
    known = rows(folder, "SELECT url, etag FROM urls WHERE url LIKE '%/rain' OR url LIKE '%.org/'")
    assert dict(known) == {"https://example.org/rain": None, "https://example.org/": '"one"'}


@pytest.mark.parametrize("step", ["commit", "empty_log"])
def test_a_disk_that_is_full_leaves_the_old_ledger(tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "a")
    right = getattr(Ledger, step)

    def fail(ledger: Ledger) -> None:
        if ledger.path == folder / "ledger.sqlite.new" and ledger.one("SELECT 1 FROM articles"):
            raise sqlite3.OperationalError("database or disk is full")
        right(ledger)

    monkeypatch.setattr(Ledger, step, fail)
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(ArchiveError, match="database or disk is full"):
        rebuild(folder)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert findings(folder) == []


def test_a_folder_that_is_no_archive_is_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="is no archive"):
        rebuild(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("odd", [{"parts": [3]}, {"requested_url": 5}, {"last_seen": []}, {"warc": {"file": "x"}}])
def test_a_line_whose_field_holds_what_no_record_holds_is_told_by_its_place(
    tmp_path: Path, odd: dict[str, object]
) -> None:
    folder = written(tmp_path / "it")
    (path,) = (folder / "articles").iterdir()
    path.write_bytes(orjson.dumps(orjson.loads(path.read_bytes()) | odd) + b"\n")
    with pytest.raises(ArchiveError, match="the line at byte 0 is no record"):
        rebuild(folder)


@pytest.mark.parametrize("packing", [Packing.GZIP, Packing.ZSTD])
def test_a_member_is_found_again_behind_damage_wherever_it_begins(
    tmp_path: Path, packing: Packing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read in pieces: 300 MB at once took a gigabyte and 17 s."""
    monkeypatch.setattr("newscrawler.archive.adoption._PIECE", 16)
    path, member = tmp_path / "lines", pack(b'{"id":"' + b"0" * 20 + b'"}\n', packing)
    for before in range(40):
        damage = b"\x1f\x8b\x08\x28\xb5" * (before // 5) + b"." * (before % 5)
        path.write_bytes(damage + member)
        assert _holds_more(path, 0, packing)
        assert not _holds_more(path, before + 1, packing)


def test_near_duplicates_find_what_was_there_before(tmp_path: Path) -> None:
    folder = written(tmp_path / "it")
    rebuild(folder)
    archive = opened(folder, NEXT_DAY, run_id="run-3")
    again = article(WORDS * 3 + "in the evening", slug="again")
    archive.put(again)
    assert [(one.id, one.similarity > 0.8) for one in again.same_as] == [(id_of("rain"), True)]
    archive.close()


def test_an_article_that_was_merged_into_another_is_that_one_still(tmp_path: Path) -> None:
    old, new = (f"https://example.org/{slug}" for slug in ("old", "new"))
    archive = opened(tmp_path / "it")
    for url in (old, new):
        archive.put(replace(article(WORDS), id=article_id(url), url=url))
    archive.records.merge(article_id(old), article_id(new), new, LATER(), None, "run-1")
    archive.close()
    (tmp_path / "it" / "ledger.sqlite").unlink()
    archive = opened(tmp_path / "it", NEXT_DAY, run_id="run-2")
    again = replace(article(WORDS + "again"), id=article_id(new), url=new)
    archive.put(again)
    archive.close()
    assert (again.id, again.version, again.state) == (article_id(new), 2, "edited")
    assert [line["version"] for line in versions_of(tmp_path / "it", new)] == [1, 2]


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["warc-type", "warc-target-uri", "warc-date"]), st.text(max_size=30)),
    st.sampled_from(["response", "revisit", "metadata"]),
    st.binary(max_size=200),
)
def test_any_record_is_taken_without_an_error(fields: dict[str, str], kind: str, block: bytes) -> None:
    ledger = Ledger(None)
    addresses = AdoptedAddresses(ledger, "it")
    for head in (b"", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 301\r\nLocation: http://[\r\n\r\n", b"told: "):
        addresses.see(Record({"warc-target-uri": "http://a.example/b", **fields, "warc-type": kind}, head + block))
    ledger.close()
