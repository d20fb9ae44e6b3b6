"""A channel that named nothing is left alone for some runs, and then asked again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from newscrawler.archive.earlier_runs import RUNS, barren_channels


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
