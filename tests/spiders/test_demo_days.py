"""The demo site on later days: every change is noticed, once, and nothing else; read from the run's own report."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from running import Finished, Scrapy

from newscrawler.archive.adoption import rebuild
from newscrawler.demo_site.truth import TrueChange, truth

CHANNELS = 15
"""Requests of a run over a site that has not changed."""


def crawled(scrapy: Scrapy, output: Path, day: int, *variants: str) -> Finished:
    more = ("-s", f"NEWSCRAWLER_DEMO_VARIANTS={','.join(variants)}") if variants else ()
    return scrapy("crawl", "demo", "-a", f"day={day}", "-s", "NEWSCRAWLER_OUTPUT=.", *more, output=output)


def lines(done: Finished) -> list[dict[str, Any]]:
    """Those that the last run wrote."""
    return [record for record in done.records("demo") if record["run_id"] == done.report("demo")["run_id"]]


def urls(changes: Iterable[TrueChange], *kinds: str) -> set[str]:
    return {change.url for change in changes if change.kind in kinds}


def told(done: Finished, state: str) -> set[str]:
    return {record["url"] for record in lines(done) if record["state"] == state}


@pytest.fixture(scope="module")
def one_day(scrapy: Scrapy, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return crawled(scrapy, tmp_path_factory.mktemp("one"), 1)


@pytest.fixture(scope="module")
def two_days(one_day: Finished, scrapy: Scrapy, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    output = tmp_path_factory.mktemp("two")
    shutil.copytree(one_day.output / "demo", output / "demo")
    return crawled(scrapy, output, 2)


@pytest.mark.parametrize("is_lost", [False, True], ids=["", "after the ledger was made anew from the files"])
def test_the_same_day_again_asks_for_almost_nothing(
    one_day: Finished, scrapy: Scrapy, tmp_path: Path, is_lost: bool
) -> None:
    shutil.copytree(one_day.output / "demo", tmp_path / "demo")
    if is_lost:
        (tmp_path / "demo" / "ledger.sqlite").unlink()
        rebuild(tmp_path / "demo")
    again = crawled(scrapy, tmp_path, 1)
    report = again.report("demo")
    assert report["requests"] <= CHANNELS
    assert report["records_written"] == len(lines(again)) == 0
    assert report["revalidated"]["not_modified"] > 0


def test_day_two_brings_what_is_new_edited_and_moved(two_days: Finished) -> None:
    changes = truth(day=2).changes
    assert told(two_days, "edited") == urls(changes, "edited", "silent")
    assert told(two_days, "live") == urls(changes, "new")
    assert told(two_days, "moved") == urls(changes, "moved")
    report = two_days.report("demo")
    assert report["states"] == {"live": 5, "edited": 2, "moved": 1}
    assert report["requests"] <= len(changes) + report["revisits"]["asked"] + CHANNELS


def test_what_moved_keeps_its_id(two_days: Finished) -> None:
    (moved,) = (record for record in lines(two_days) if record["state"] == "moved")
    (change,) = (change for change in truth(day=2).changes if change.kind == "moved")
    versions = [record for record in two_days.records("demo") if record["id"] == moved["id"]]
    assert [(record["version"], record["url"]) for record in versions] == [(1, change.old_url), (2, change.url)]
    assert moved["changed_fields"] == ["url"]


def test_what_is_missing_is_suspected_and_nothing_written_of_it(two_days: Finished) -> None:
    missing = two_days.report("demo")["missing"]
    gone = {record["id"] for record in two_days.records("demo") if record["url"] in truth(day=2).gone}
    assert missing == {"missing": 1, "is_believed": True, "suspected": sorted(gone), "confirmed": []}


@pytest.mark.parametrize("variant", ["stays_gone", ""])
def test_day_three_confirms_what_is_still_missing_or_finds_it_back(
    two_days: Finished, scrapy: Scrapy, tmp_path: Path, variant: str
) -> None:
    shutil.copytree(two_days.output / "demo", tmp_path / "demo")
    third = crawled(scrapy, tmp_path, 3, *variant.split())
    new = urls(truth(day=3).changes, "new")
    assert told(third, "removed") == (set(truth(day=2).gone) if variant else set())
    assert {record["url"] for record in lines(third) if record["state"] != "removed"} == new
    if variant:
        (gone,) = (record for record in lines(third) if record["state"] == "removed")
        (before,) = (one for one in third.records("demo") if one["id"] == gone["id"] and one["version"] == 1)
        assert (gone["version"], gone["changed_fields"], gone["body"]) == (2, ["state"], before["body"])
        assert third.report("demo")["states"] == {"live": 5, "removed": 1}
        fourth = crawled(scrapy, tmp_path, 13)  # it is back, ten days of furniture later
        assert told(fourth, "restored") == set(truth(day=2).gone)
        assert len(told(fourth, "live")) == 50
        assert set(fourth.report("demo")["states"]) == {"live", "restored"}


KILLED = """
import os, signal
from newscrawler.archive.archive import Archive
capture, count = Archive.capture, 0
def captured(archive, *told, **named):
    global count
    count += 1
    if count == {captures}:
        archive.commit()
    if count == {captures} + 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return capture(archive, *told, **named)
Archive.capture = captured
"""
"""Of so many answers it is certain, and of the next three nobody knows."""


def test_killed_in_the_middle_of_day_two_it_ends_with_the_same_records(
    one_day: Finished, two_days: Finished, scrapy: Scrapy, tmp_path: Path
) -> None:
    shutil.copytree(one_day.output / "demo", tmp_path / "demo")
    command = ("crawl", "demo", "-a", "day=2", "-s", "NEWSCRAWLER_OUTPUT=.")
    for captures in (4, 8):
        done = scrapy(*command, output=tmp_path, before=KILLED.format(captures=captures))
        assert done.code == -signal.SIGKILL, done.err
    done = scrapy(*command, output=tmp_path)
    assert done.code == 0, done.err
    assert content(done.records("demo")) == content(two_days.records("demo"))


def content(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Whatever runs wrote them, and wherever these put their captures."""
    kept = [{name: value for name, value in record.items() if name not in {"run_id", "warc"}} for record in records]
    return sorted(kept, key=lambda record: (str(record["id"]), int(record["version"])))


def test_coverage_says_what_became_of_what_was_told(two_days: Finished, scrapy: Scrapy) -> None:
    done = scrapy("coverage", "./demo", "--format", "json", output=two_days.output)
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert told["articles"] == len(truth(day=2).articles) + len(truth(day=2).gone)
    # by two addresses each: the one that moved; asked for and no article: a forbidden page, and one that is not found
    assert sum(one["archived"] for one in told["told"].values()) == told["articles"] + 1
    assert sum(one["waiting"] for one in told["told"].values()) == 0
    assert {end for one in told["told"].values() for end in one["excluded"]} == {"forbidden_by_robots", "soft_404"}
    assert told["holes"] == []
    assert two_days.report("demo")["coverage"]["told"] == told["told"]
    assert "days with far fewer" in scrapy("coverage", "./demo", output=two_days.output).out


def test_history_shows_what_was_corrected_by_any_address_of_the_article(two_days: Finished, scrapy: Scrapy) -> None:
    changes = {change.kind: change for change in truth(day=2).changes}
    edited = scrapy("history", "./demo", changes["edited"].url, output=two_days.output)
    assert edited.code == 0, edited.err
    assert "{+ A second reading has since been moved to a Monday.+}" in edited.out
    assert changes["moved"].old_url is not None
    moved = scrapy("history", "./demo", changes["moved"].old_url, output=two_days.output)
    assert f"→ {changes['moved'].url}" in moved.out
    assert scrapy("history", "./demo", "https://example.org/nothing", output=two_days.output).code == 2
