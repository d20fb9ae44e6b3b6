"""The page: whole, escaped, small, and the same in every state of an archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import orjson
import pytest
from archives_of_ours import HOSTILE, RUN, archive_of, hostile, line
from lxml import html

from newscrawler.browse.index import ArticleIndex
from newscrawler.browse.views import article_page
from newscrawler.browse.wanted import Wanted
from newscrawler.report.facts import Facts, facts_of_archive, facts_of_run
from newscrawler.report.lines import run_report
from newscrawler.report.page import report_page
from newscrawler.report.run_shape import shown_run
from newscrawler.report.runs import together


def page_of(folder: Path) -> str:
    return report_page(facts_of_archive(folder)).decode()


def test_an_article_that_tries_everything_is_text(tmp_path: Path) -> None:
    run = RUN | {"troubles": [HOSTILE], "channels": [RUN["channels"][0] | {"url": HOSTILE, "notes": [HOSTILE]}]}
    run["outcomes"] = {HOSTILE: 1}
    folder = archive_of(tmp_path / "a", hostile(), run=run)
    for page in (page_of(folder), report_page(facts_of_run(folder, run)).decode()):
        tree = html.fromstring(page)
        assert tree.xpath("count(//script | //img | //iframe | //object | //embed)") == 0
        assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
        assert not tree.xpath("//a[starts-with(@href, 'javascript')]")
        assert tree.xpath("count(//style)") == 1
        assert "49" not in tree.xpath("string(//article)")
        assert "\x00" not in page
        assert "\u202e" not in page
        assert HOSTILE in "".join(tree.itertext())


def test_nothing_is_loaded_from_anywhere(tmp_path: Path) -> None:
    page = page_of(archive_of(tmp_path / "a", line("one"), hostile()))
    tree = html.fromstring(page)
    assert list(tree.xpath("//@src | //link/@href")) == ["data:,"]
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert not re.search(r"url\(|@import", page)


def test_figures_of_a_run(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", line("one"), line("two", "2026-02-07"))
    text = html.fromstring(report_page(facts_of_run(folder, RUN))).text_content()
    assert "60.5 seconds" in " ".join(text.split())
    assert "cut off in the middle" in text  # what a channel's tally notes is worth a look
    assert "1 s promised from 2026-02-10T12:00:01Z on: 5 gaps, the smallest 1.02 s" in " ".join(text.split())
    assert "1 day without an article is marked" in " ".join(text.split())


def rows_under(page: bytes, heading: str) -> list[str]:
    """The rows of the tables under a heading, until the next one."""
    rows = html.fromstring(page).xpath(f"//*[@id='{heading}']/following::tr[preceding::h2[1]/@id='{heading}']")
    return [" ".join(row.text_content().split()) for row in rows]


def test_requests_by_channel_and_times_to_answer(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", line("one"))
    page = report_page(facts_of_run(folder, RUN))
    assert "feed13" in [row.replace(" ", "") for row in rows_under(page, "requests")]
    (row,) = rows_under(page, "answers")[1:]
    assert row.replace(" ", "") == "example.org510.2s3s3s/slow"
    plots = html.fromstring(page).xpath("//*[@role='img']/@aria-label")
    assert "Gaps that each host was given, against what was promised" in plots
    assert "Time that each host took to answer" in plots


def test_a_whole_archive_adds_its_runs_up(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", line("one"))
    host = RUN["hosts"]["example.org"]
    slower = {"count": 15, "none": 0, "slowest_seconds": 9.0, "slowest_url": "x", "histogram": [[9.0, 15]]}
    later = RUN | {"run_id": "run-2", "hosts": {"example.org": host | {"answers": slower, "violations": 2}}}
    older = RUN | {"run_id": "run-0", "outcomes": {"archived": 7}, "hosts": {"example.org": {"requests": 1}}}
    del older["requests_by_channel"]  # as reports were at first
    for run in (later, older):
        (folder / "reports" / f"{run['run_id']}.json").write_bytes(orjson.dumps(run))
    work = together(facts_of_archive(folder).runs)
    assert work["outcomes"] == {"archived": 13, "index": 4}
    assert work["requests_by_channel"]["feed"] == {"itself": 2, "told": 6}
    (host,) = work["hosts"].values()
    assert (host["requests"], host["violations"], host["smallest_gap_seconds"]) == (13, 2, 1.02)
    assert host["histogram"] == [[1.5, 8], [None, 2]]
    answers = host["answers"]
    assert (answers["count"], answers["none"], answers["median_seconds"], answers["slowest_seconds"]) == (
        20,
        1,
        9.0,
        9.0,
    )
    assert "example.org was asked sooner than promised, 2 times" in page_of(folder)


def test_a_gap_shorter_than_promised_is_worth_a_look(tmp_path: Path) -> None:
    host = RUN["hosts"]["example.org"] | {"smallest_gap_seconds": 0.4, "violations": 1}
    run = RUN | {"hosts": {"example.org": host}}
    page = report_page(facts_of_run(archive_of(tmp_path / "a", line("one")), run)).decode()
    assert "example.org was asked sooner than promised" in page


def test_what_is_missing_and_what_somebody_should_look_at(tmp_path: Path) -> None:
    told = {"feed": {"named": 9, "archived": 6, "waiting": 1, "excluded": {HOSTILE: 2}}}
    run = RUN | {
        "alarms": ["the feed fell silent"],
        "coverage": {"told": told, "holes": [{"day": "2026-02-08", "found": 0, "usual": 20.0}]},
    }
    text = html.fromstring(report_page(facts_of_run(archive_of(tmp_path / "a", line("one")), run))).text_content()
    assert "the feed fell silent" in text
    assert "Days with next to nothing where much is usual: 2026-02-08 (0; 20 are usual)." in " ".join(text.split())


def test_a_run_that_met_trouble_knows_less(tmp_path: Path) -> None:
    run = RUN | dict.fromkeys(("coverage", "revisits", "missing", "records_written", "seconds"))
    assert b"run-1" in report_page(facts_of_run(archive_of(tmp_path / "a", line("one")), run))


def test_headings_tables_and_plots_can_be_read_aloud(tmp_path: Path) -> None:
    tree = html.fromstring(report_page(facts_of_run(archive_of(tmp_path / "a", line("one")), RUN)))
    assert tree.get("lang") == "en"
    assert len(tree.xpath("//h1")) == 1
    plots = [plot for plot in tree.iter("svg") if plot.get("aria-hidden") != "true"]
    assert all(plot.get("aria-label") for plot in [*plots, *tree.xpath("//*[@role='img']")])
    assert all(cell.get("scope") for cell in tree.iter("th"))


@pytest.mark.parametrize("run", [RUN, None], ids=["a run", "no run"])
def test_an_empty_archive(tmp_path: Path, run: dict[str, object] | None) -> None:
    page = page_of(archive_of(tmp_path / "a", run=run))
    assert ("No article with a date" if run else "This archive holds nothing yet") in page


def test_a_very_long_body_is_cut_and_says_so(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", *(line(f"n{number}") for number in range(60)))
    page = page_of(archive_of(tmp_path / "b", line("long", text="word " * 200_000)))
    assert len(page) < 60_000
    assert "Cut here" in page
    assert "Cut here" not in page_of(folder)


def test_lines_and_reports_of_older_code_lack_fields_and_damaged_ones_are_told_of(tmp_path: Path) -> None:
    whole = orjson.loads(orjson.dumps(line("one")))
    whole["removed"] = [{"text": "a", "by": "b", "why": "c"}]
    older = [{"id": "older", "title": "Of old"}, *({key: whole[key] for key in whole if key != name} for name in whole)]
    wrong = [
        whole | {name: value}
        for name, right in whole.items()
        for value in (7, "x", [7], {"a": 7})
        if right is not None and (type(right) is not type(value) or (name in ("blocks", "removed") and value == [7]))
    ]
    wrong += [whole | {name: [{"text": text, "kind": "x", "by": "x", "why": "x"}]}
              for name in ("blocks", "removed") for text in (None, 7, ["x"])]  # fmt: skip
    wrong.append(whole | {"warc": {}})
    folder = archive_of(tmp_path / "a", run={"run_id": "run-1"})
    (folder / "articles" / "2026-02-10.jsonl").write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in older + wrong))
    for facts in (facts_of_archive(folder), facts_of_run(folder, run_report(folder / "reports" / "run-1.json") or {})):
        told = html.fromstring(report_page(facts)).text_content()
        assert f"Lines that are no records: {facts.unreadable}. " in told
    facts = facts_of_archive(folder)
    assert (facts.lines, facts.unreadable) == (len(older), len(wrong))
    index = ArticleIndex(folder)
    index.refresh()
    assert [article_page(index, "a", row["id"]) is not None for row in index.find(Wanted()).rows] == [True] * 3
    index.close()


WHOLE_RUN = RUN | {
    "alarms": ["a feed fell silent"],
    "coverage": {
        "told": {"feed": {"named": 9, "archived": 6, "waiting": 1, "excluded": {"no_body": 2}}},
        "holes": [{"day": "2026-02-08", "found": 0, "usual": 20.0}],
    },
    "revisits": {"due": 3, "asked": 2},
    "missing": {"missing": 1, "suspected": ["a"], "confirmed": []},
}
OTHERS: tuple[Any, ...] = (None, "x", 7, -1.5, [], {}, True, ["x"], {"a": "b"}, [None], [[None, None]], 1e300)


def places_in(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a report: what leads to it, name by name."""
    yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from places_in(one, (*at, name))


def with_other(value: Any, at: tuple[Any, ...], other: Any) -> Any:
    if not at:
        return other
    changed = copy(value)
    changed[at[0]] = with_other(value[at[0]], at[1:], other)
    return changed


def test_a_report_of_which_anything_is_damaged_is_shown_all_the_same(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a")
    path = folder / "reports" / "run-1.json"
    for number, place in enumerate(list(places_in(WHOLE_RUN))[1:]):
        for other in OTHERS[number % 6 :: 6]:
            path.write_bytes(orjson.dumps(with_other(WHOLE_RUN, place, other)))
            run = run_report(path)
            assert run is not None
            for facts in (Facts("a", run, [run]), Facts("a", None, [run, shown_run(WHOLE_RUN)])):
                assert b"Politeness" in report_page(facts), (place, other)
