"""`forget`: an article is nowhere in the folder any more, all else is as it was, and nothing brings it back."""

from __future__ import annotations

import gzip
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from exchanges_of_ours import NEXT_DAY, article, exchange, findings, opened, zipped
from fastwarc.warc import ArchiveIterator as FastIterator
from faults import built
from hypothesis import given, settings
from hypothesis import strategies as st
from killing import ENVIRONMENT
from running import Scrapy, run_here
from warcio.archiveiterator import ArchiveIterator

from newscrawler.archive.adoption import rebuild
from newscrawler.archive.archive import Archive
from newscrawler.archive.export import exported_records
from newscrawler.archive.forgetting_plan import Line, Plan
from newscrawler.archive.held import Held
from newscrawler.archive.ledger import LEDGER, Ledger
from newscrawler.archive.packing import Packing
from newscrawler.archive.quoting import beginning_of, is_quoted
from newscrawler.archive.tombstones import filler
from newscrawler.archive.warc_reading import read_record
from newscrawler.commands.forget import Command as Forget
from newscrawler.demo_site.process import DemoSite
from newscrawler.discovery.addresses import address_key, article_id
from newscrawler.errors import ArchiveError
from newscrawler.items import Part
from newscrawler.outcomes import Outcome

WORDS = "The magistrate withdrew every charge against the harbour pilot on Tuesday."
TITLE = "Pilot cleared of every charge"
URL = "https://example.org/pilot"
if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CAPTURES = "captures/run-1-00001.warc.gz"
OTHER = "The bakery by the lighthouse opens again in the second week of March."


def page(title: str, words: str, *more: str) -> bytes:
    return f"<html><h1>{title}</h1><p>{words}</p>{''.join(more)}</html>".encode() + b"<!-- filling -->" * 40


def filled(folder: Path, **more: Any) -> Path:
    """An archive with an article in two versions, one that is its neighbour, a list and a feed that quote both."""
    archive = opened(folder, **more)
    archive.capture(exchange("/robots.txt", b"User-agent: *\n"))
    archive.capture(exchange("/", page("News", f'<a href="/pilot">{TITLE}</a>')))
    feed = json.dumps([{"content": {"rendered": f"<p>{WORDS}</p>".replace("h", "\u0068")}}]).encode()
    archive.capture(exchange("/wp-json/wp/v2/posts", feed * 9, headers=[(b"Content-Type", b"application/json")]))
    for number, (slug, title, words) in enumerate(
        [("pilot", TITLE, WORDS), ("bakery", "Bakery opens again in March", OTHER), ("pilot", TITLE, WORDS + " Again.")]
    ):
        pointer = archive.capture(zipped(f"/{slug}", page(title, words, str(number))))
        archive.put(_article(slug, title, words, pointer))
    told = json.dumps({"by": "https://example.org/", "title": TITLE})
    call = json.dumps({"callback": "parse", "arguments": {"site": "it", "told": {"title": TITLE}}})
    for slug in ("pilot", "also-on-the-pilot"):
        archive.frontier.add(f"https://example.org/{slug}", f"example.org/{slug}", "example.org", 1, call, told=told)
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    (folder / "reports" / "run-1.json").write_text(json.dumps({"run_id": "run-1", "samples": [TITLE, "other"]}))
    return folder


def _article(slug: str, title: str, words: str, pointer: Any) -> Any:
    made = article(words, slug=slug, title=title, warc=pointer, final_url=f"https://example.org/{slug}")
    assert made.url is not None
    made.id = article_id(made.url)
    return made


def forget(folder: Path, url: str = URL, **more: Any) -> Any:
    archive = Archive(folder, NEXT_DAY)
    try:
        return archive.forget(url, "the pilot asked", **more)
    finally:
        archive.close()


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Every file of the folder, unpacked, payloads too."""
    found = {}
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path.suffix == ".gz":
            content += gzip.decompress(content)
        if path.suffix == ".zst":
            content += zstd.decompress(content)
        if path.name.endswith(".warc.gz"):
            with path.open("rb") as file:
                for record in ArchiveIterator(file):
                    content += record.content_stream().read()
        found[path.name] = content
    return found


def holding(folder: Path, words: str) -> list[str]:
    return [name for name, content in all_bytes(folder).items() if words.encode() in content]


def assert_gone(folder: Path) -> None:
    assert holding(folder, "magistrate") == []
    assert holding(folder, TITLE) == []
    assert [record["title"] for record in exported_records(folder, latest=False)] == ["Bakery opens again in March"]
    assert findings(folder) == []
    for path in (folder / "captures").glob("*.warc.gz"):
        with path.open("rb") as one, path.open("rb") as other:
            count = len(list(ArchiveIterator(one, check_digests="raise")))
            assert count == len(list(FastIterator(other, parse_http=False))) > 0
    with sqlite3.connect(folder / "ledger.sqlite") as ledger:
        assert ledger.execute("SELECT 1 FROM capture_urls WHERE url = ?", (URL,)).fetchone() is None
    ledger.close()


@pytest.mark.parametrize("packing", Packing)
def test_nothing_of_it_is_left_and_all_else_is_as_it_was(tmp_path: Path, packing: Packing) -> None:
    folder = filled(tmp_path / "a", packing=packing)
    assert len(holding(folder, TITLE)) == 4
    before = [record for record in exported_records(folder, latest=False) if record["title"] != TITLE]
    size = (folder / "captures" / "run-1-00001.warc.gz").stat().st_size
    plan = forget(folder)
    assert (len(plan.lines), len(plan.ids), len(plan.captures), len(plan.quoting)) == (2, 1, 6, 2)
    assert_gone(folder)
    assert list(exported_records(folder, latest=False)) == before  # its pointer too
    assert (folder / "captures" / "run-1-00001.warc.gz").stat().st_size == size
    (report,) = (folder / "reports").iterdir()
    assert json.loads(report.read_text()) == {"run_id": "run-1", "samples": ["(forgotten)", "other"]}
    stones = [json.loads(line) for line in (folder / "forgotten.jsonl").read_text().splitlines()]
    assert stones[-1]["url"] == URL
    assert {stone["reason"] for stone in stones} == {"the pilot asked"}
    assert {stone["at"] for stone in stones} == {"2026-02-11T12:00:00Z"}


def test_what_would_go_is_said_and_nothing_is_changed(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    before = {name: content for name, content in all_bytes(folder).items() if "ledger" not in name}
    plan = forget(folder, is_dry=True)
    assert "2 lines of 1 article, 6 captures (2 of them lists or feeds that quote it), 1 report" in str(plan)
    assert {name: content for name, content in all_bytes(folder).items() if "ledger" not in name} == before
    assert findings(folder) == []


def test_an_article_that_moved_is_one_article() -> None:
    lines = [Line("a", version, version, "x", 0, 1, None, None) for version in (1, 2)]
    assert str(Plan(ids={"a", "b"}, lines=lines)).startswith("2 lines of 1 article, ")


def test_what_the_address_of_a_list_means_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(tmp_path / "a")
    for more, said in ((["--dry-run"], "Without --dry-run it would never be asked"), ([], "It is never asked for")):
        assert run_here(Forget(), "a", "https://example.org/", *more, output=tmp_path) == 0
        assert f"No article is held under this address. {said}" in capsys.readouterr().out


@pytest.mark.parametrize("url", [URL, "http://www.example.org/pilot/?utm_source=x#top", article_id(URL)])
def test_any_of_its_addresses_finds_it(tmp_path: Path, url: str) -> None:
    assert len(forget(filled(tmp_path / "a"), url, is_dry=True).lines) == 2


def test_nothing_brings_it_back(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    forget(folder)
    archive = opened(folder, NEXT_DAY, run_id="run-2")
    assert archive.frontier.knows(address_key(URL))
    assert not archive.frontier.add(URL, address_key(URL), "example.org", 1, "{}", again=True)
    pointer = archive.capture(zipped("/pilot-again", page(TITLE, WORDS)))  # nobody knew of this address
    made = _article("pilot", TITLE, WORDS, pointer)
    made.requested_url = made.final_url = "https://example.org/pilot-again"
    assert archive.put(made) is Outcome.FORGOTTEN
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    assert_gone(folder)
    archive = opened(folder, NEXT_DAY, run_id="run-3")
    assert archive.frontier.knows("example.org/pilot-again")
    archive.close()


def test_a_ledger_made_anew_knows_what_was_forgotten(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    rebuild(folder)  # leaves the old ledger beside it, with all it knew
    forget(folder)
    assert_gone(folder)
    stones = (folder / "forgotten.jsonl").read_bytes()
    (folder / "ledger.sqlite").unlink()
    rebuild(folder)
    assert_gone(folder)
    archive = opened(folder, run_id="run-2")
    assert archive.frontier.knows(address_key(URL))
    assert archive.put(_article("pilot", TITLE, WORDS, None)) is Outcome.FORGOTTEN
    archive.close()
    forget(folder, "https://example.org/bakery")
    assert set(stones.splitlines()) < set((folder / "forgotten.jsonl").read_bytes().splitlines())
    assert list((folder / "articles").iterdir()) == []
    assert findings(folder) == []


def test_a_tombstone_without_a_reason_is_one_all_the_same(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    archive = Archive(folder, NEXT_DAY)
    archive.forget(URL, "")
    archive.close()
    rebuild(folder)
    assert_gone(folder)
    assert opened(folder, run_id="run-2").frontier.knows(address_key(URL))


def test_lines_that_others_wrote_may_hold_no_parts(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    lines = folder / "articles" / "2026-02-10.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b'"parts":[]', b'"parts":null'))
    rebuild(folder)
    assert len(forget(folder).lines) == 2


def test_verify_finds_a_tombstone_that_was_touched(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    forget(folder)
    whole = (folder / "forgotten.jsonl").read_bytes()
    for place in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[place] ^= 1
        (folder / "forgotten.jsonl").write_bytes(changed)
        assert any("forgotten" in line for line in findings(folder)), place
    (folder / "forgotten.jsonl").unlink()
    assert findings(folder) == ["lost: forgotten.jsonl: is missing"]


def test_an_address_that_nothing_is_known_of_is_never_asked_for(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    assert str(forget(folder, "https://example.org/nobody")).startswith("0 lines of 0 articles, 0 captures")
    archive = opened(folder, run_id="run-2")
    assert archive.frontier.knows("example.org/nobody")
    assert len(archive) == 2
    archive.close()


def test_a_payload_that_others_share_moves_to_them(tmp_path: Path) -> None:
    """A consent page first met at the forgotten address: the others' captures keep it."""
    shared = b"<html>Before you go on, choose your settings here.</html>" + b"<!-- filling -->" * 40
    archive = opened(tmp_path / "a")
    archive.capture(exchange("/pilot", shared))
    archive.capture(exchange("/bakery", shared))
    pointer = archive.capture(exchange("/market", shared))
    archive.put(_article("market", "The market moves", OTHER, pointer))
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    plan = forget(tmp_path / "a")
    assert (len(plan.moves), len(plan.lines)) == (2, 0)
    assert findings(tmp_path / "a") == []
    (record,) = exported_records(tmp_path / "a", latest=False)
    assert "-moved-" in record["warc"]["file"]
    found = {}
    for path in sorted((tmp_path / "a" / "captures").iterdir()):
        with path.open("rb") as file:
            for each in ArchiveIterator(file, check_digests="raise"):
                if each.rec_type in ("response", "revisit"):
                    found[each.rec_headers["WARC-Target-URI"]] = (each.rec_type, each.content_stream().read() == shared)
    assert found == {"https://example.org/bakery": ("response", True), "https://example.org/market": ("response", True)}
    rebuild(tmp_path / "a")
    assert findings(tmp_path / "a") == []


def test_another_address_of_the_very_same_page_goes_with_it(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    archive = opened(folder, run_id="run-2")
    archive.capture(zipped("/pilot-printed", page(TITLE, WORDS, "0")))  # too short for a revisit
    archive.capture(exchange("/pilot-for-phones", page(TITLE, WORDS, "0")))
    archive.capture(exchange("/pilot-amp", page(TITLE, WORDS, "0")))  # a revisit of that one
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    plan = forget(folder)
    assert plan.keys.keys() == {"example.org/pilot", "example.org/pilot-printed"}
    assert len(plan.quoting) == 4  # the others are pages of which nobody knows whose they are
    assert plan.moves == []
    assert_gone(folder)


# --- crashes


@pytest.mark.skipif(not shutil.which("cc"), reason="needs a C compiler")
def test_killed_at_any_step_it_is_there_or_gone(tmp_path: Path) -> None:
    """Killed before each write, sync, renaming and removal: opened again, the archive is whole, before or after."""
    library, whole = built(tmp_path), filled(tmp_path / "whole")
    program = (
        "import sys; from pathlib import Path; from newscrawler.archive.archive import Archive; "
        "from newscrawler.clock import clock_at; a = Archive(Path(sys.argv[1]), clock_at('2026-02-11T12:00:00Z')); "
        f"a.forget({URL!r}, 'the pilot asked'); a.close()"
    )

    def forgetting(folder: Path, at: int) -> int:
        said = {
            "FAULT_UNDER": f"{folder}/",
            "FAULT_ERRNO": "-1",
            "FAULT_AT": str(at),
            "FAULT_COUNT": str(tmp_path / "n"),
        }
        environment = {**ENVIRONMENT, "LD_PRELOAD": str(library), **said}
        return subprocess.run([sys.executable, "-c", program, str(folder)], env=environment, check=False).returncode

    assert forgetting(Path(shutil.copytree(whole, tmp_path / "counted")), -1) == 0
    steps = int((tmp_path / "n").read_text())
    assert steps > 25
    states = []
    for at in (2, steps // 3, steps // 2, 2 * steps // 3, steps - 3):
        folder = Path(shutil.copytree(whole, tmp_path / str(at)))
        assert forgetting(folder, at) == -signal.SIGKILL
        assert not [line for line in findings(folder) if not line.startswith("note")]
        assert not list(folder.rglob("*.anew"))
        states.append(holding(folder, "magistrate") == [])
        if states[-1]:
            assert_gone(folder)
        else:
            assert len(list(exported_records(folder, latest=False))) == 3
            forget(folder)
            assert_gone(folder)
    assert states == sorted(states)
    assert set(states) == {False, True}


# --- parts


@settings(max_examples=200, deadline=None)
@given(st.integers(330, 400_000), st.text(max_size=80))
def test_a_tombstone_takes_the_very_same_room(length: int, reason: str) -> None:
    member = filler(length, "2026-02-11T12:00:00Z", reason, "salt")
    assert len(member.content) == length
    record = read_record(member.content)
    assert (record.type, record.record_id) == ("metadata", member.record_id)


def test_a_member_that_is_too_short_is_a_clear_error() -> None:
    with pytest.raises(ArchiveError, match="too short"):
        filler(100, "2026-02-11T12:00:00Z", "", "salt")


@pytest.mark.parametrize(
    "text",
    [
        "<p>The harbour — pilot’s “long”\n  day, and after</p>",
        '{"rendered": "<p>The harbour \\u2014 pilot\\u2019s \\u201clong\\u201d\\nday, and after<\\/p>"}',
        "<x>&lt;p&gt;The <b>harbour</b> &amp;mdash; pilot&amp;#8217;s long day, and after&lt;/p&gt;</x>",
    ],
)
def test_words_are_known_again_whatever_their_dress(text: str) -> None:
    word = beginning_of("The harbour – pilot's 'long' day, and")
    assert word is not None
    assert is_quoted([word], text)
    assert not is_quoted([word], text.replace("after", "").replace("pilot", "pilots"))


# --- the command


def test_forgotten_on_the_demo_site(scrapy: Scrapy, tmp_path: Path) -> None:
    def command(*words: str) -> Any:
        return scrapy(*words, "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path)

    with DemoSite(articles=6) as site:
        chosen = ("crawl", "news", "-a", f"url=http://127.0.0.1:{site.port}/", "-a", "archive=it")
        assert command(*chosen).code == 0
        record = json.loads(next(iter((tmp_path / "it" / "articles").iterdir())).read_text().splitlines()[0])
        asked = sum(visit["path"] in record["url"] for visit in site.requests() if len(visit["path"]) > 1)
        done = command("forget", "it", record["url"], "--reason", "they asked")
        assert (done.code, done.out.startswith("gone: 1 line of 1 article, ")) == (0, True)
        assert "It was forgotten before" in command("forget", "it", record["url"], "--dry-run").out
        assert command("verify", "it").code == 0
        assert command(*chosen).code == 0
        assert sum(visit["path"] in record["url"] for visit in site.requests() if len(visit["path"]) > 1) == asked
    paragraph = next(block["text"] for block in record["blocks"] if len(block["text"]) > 60)
    assert holding(tmp_path / "it", paragraph[:50]) == []
    assert findings(tmp_path / "it") == []


def test_a_list_that_leads_to_it_is_not_kept_later(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    forget(folder)
    archive = opened(folder, NEXT_DAY, run_id="run-2")
    archive.capture(exchange("/news", page("News", f'<a href="/pilot">{TITLE}</a>')))
    archive.capture(exchange("/feed", json.dumps({"link": URL, "text": WORDS * 20}).replace("/", "\\/").encode()))
    archive.capture(exchange("/else", page("News", '<a href="/pilots-wanted">Pilots wanted</a>')))
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    assert_gone(folder)
    assert holding(folder, "Pilots wanted") == ["run-2-00001.warc.gz"]


def test_what_somebody_put_among_the_reports_is_left_alone(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    (folder / "reports" / "of last year").mkdir()
    forget(folder)
    assert_gone(folder)
    assert (folder / "reports" / "of last year").is_dir()


def test_closing_looks_at_what_came_since_alone(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    forget(folder)
    archive = opened(folder, run_id="run-2")
    held = Held(folder, archive._ledger)
    assert list(held.new_captures()) == []
    archive.capture(exchange("/new"))
    archive.commit()
    assert [capture.type for capture in held.new_captures()] == ["response", "request"]
    archive.close()


def test_the_ledger_keeps_no_free_pages(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    forget(folder)
    with sqlite3.connect(folder / "ledger.sqlite") as ledger:
        assert ledger.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert ledger.execute("SELECT count(*) FROM urls WHERE told IS NOT NULL").fetchone() == (0,)
        ((call,),) = ledger.execute("SELECT call FROM urls").fetchall()
    ledger.close()
    assert json.loads(call)["arguments"] == {"site": "it"}


@pytest.mark.parametrize("lasts", [True, False])
def test_a_forgetting_whose_commit_failed_may_yet_be_found_to_last(
    tmp_path: Path, lasts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sync of SQLite's log fails, and the machine stops: the next opening may find the transaction there."""
    folder = filled(tmp_path / "a")
    commit, committed = Ledger.commit, tmp_path / "committed"

    def failing(ledger: Ledger) -> None:
        if ledger.has_changes and ledger.all("SELECT 1 FROM rewrites"):
            committed.write_bytes(ledger._connection.serialize())
            raise sqlite3.OperationalError("disk I/O error")
        commit(ledger)

    archive = Archive(folder, NEXT_DAY)
    monkeypatch.setattr(Ledger, "commit", failing)
    with pytest.raises(ArchiveError, match="disk I/O error"):
        archive.forget(URL, "the pilot asked")
    monkeypatch.undo()
    archive.close()
    if lasts:
        for path in folder.glob(f"{LEDGER}*"):
            path.unlink()
        shutil.copy(committed, folder / LEDGER)
    assert findings(folder) == []
    assert bool(holding(folder, "magistrate")) is not lasts
    assert not [path for path in all_bytes(folder) if path.endswith(".anew")]


def test_a_linked_file_that_is_forgotten_is_gone_where_it_was_linked_to(tmp_path: Path) -> None:
    folder, elsewhere = filled(tmp_path / "a"), tmp_path / "elsewhere.warc.gz"
    (folder / CAPTURES).rename(elsewhere)
    (folder / CAPTURES).symlink_to(elsewhere)
    assert findings(folder) == []
    forget(folder)
    assert findings(folder) == []
    assert "magistrate" not in "".join(map(str, all_bytes(tmp_path).values()))


def test_a_further_page_that_two_articles_share_stays_with_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    archive = opened(folder)
    for slug, words in (("pilot", WORDS), ("bakery", OTHER)):
        first = archive.capture(exchange(f"/{slug}", page(slug, words)))
        second = archive.capture(exchange(f"/{slug}/2", page("Signed", "What our readers say stands below.")))
        made = _article(slug, slug, words, first)
        made.parts = [Part(number=2, url=f"https://example.org/{slug}/2", outcome="part", warc=second)]
        archive.put(made)
    archive.close()
    assert findings(folder) == []
    forget(folder)
    assert findings(folder) == []


def test_a_reason_that_is_no_unicode_is_taken_as_far_as_it_is(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a")
    assert run_here(Forget(), "--reason", "asked \udcff by ü", "a", URL, output=tmp_path) == 0
    assert "asked \ufffd by ü" in (folder / "forgotten.jsonl").read_text()
