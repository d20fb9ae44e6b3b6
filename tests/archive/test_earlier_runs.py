"""A channel that named nothing is left alone for some runs, and then asked again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from newscrawler.archive.earlier_runs import RUNS, barren_channels, latest_reports
from newscrawler.archive.paths import free_run_id
from newscrawler.clock import clock_at


def report(folder: Path, number: int, *channels: tuple[str, Any]) -> None:
    (folder / "reports").mkdir(exist_ok=True)
    told = [{"url": url, "named": named} for url, named in channels]
    (folder / "reports" / f"2026020{number}T000000.json").write_text(json.dumps({"channels": told}))


def test_what_named_nothing(tmp_path: Path) -> None:
    assert barren_channels(tmp_path) == frozenset()
    report(tmp_path, 1, ("/feed/", 0), ("/map.xml", 7), ("/wp-json/", 0))
    assert barren_channels(tmp_path) == {"/feed/", "/wp-json/"}
    report(tmp_path, 2, ("/wp-json/", 3), ("/map.xml", 0))
    assert barren_channels(tmp_path) == {"/feed/"}


def test_after_some_runs_it_is_asked_again(tmp_path: Path) -> None:
    report(tmp_path, 0, ("/feed/", 0))
    for number in range(1, RUNS):
        report(tmp_path, number)
        assert barren_channels(tmp_path) == {"/feed/"}
    report(tmp_path, RUNS)
    assert barren_channels(tmp_path) == frozenset()


def test_reports_that_say_nothing_of_channels(tmp_path: Path) -> None:
    report(tmp_path, 1, ("/feed/", 0), ("/a", "x"), ("/b", None))
    for number, text in enumerate(("", "[]", "{}", '{"channels": 3}', '{"channels": [1, {}]}'), start=2):
        (tmp_path / "reports" / f"2026020{number}T000000.json").write_text(text)
    assert barren_channels(tmp_path) == {"/feed/"}


def test_runs_at_one_instant_are_in_the_order_they_ran(tmp_path: Path) -> None:
    """As the demo's are, whose clock stands still."""
    ran = []
    (tmp_path / "reports").mkdir()
    for _ in range(12):
        ran.append(free_run_id([tmp_path], clock_at("2026-02-10T12:00:00Z")()))
        (tmp_path / "reports" / f"{ran[-1]}.json").write_text(json.dumps({"run_id": ran[-1]}))
    assert [told["run_id"] for told in latest_reports(tmp_path, 12)] == ran[::-1]
