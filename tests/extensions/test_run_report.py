"""The end of a run: what goes wrong with one site stays with it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from exchanges_of_ours import NOON, opened
from scrapy.settings import Settings

from newscrawler.errors import ExitCode
from newscrawler.extensions import run_report
from newscrawler.extensions.run_report import RunReport
from newscrawler.politeness.pace import Pace
from newscrawler.run import Run
from newscrawler.site import Site


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Three sites that were crawled to their end, whose archives are open."""
    run = Run(clock=NOON, pace=Pace(1.0, clock=NOON), run_id="run-1")
    for name in ("first", "second", "third"):
        run.sites[name] = Site(name=name, seeds={}, hosts=set(), archive=opened(tmp_path / name))
    return run


def end(run: Run) -> None:
    signals = SimpleNamespace(connect=lambda *_: None)
    stats = SimpleNamespace(inc_value=lambda *_: None)
    crawler: Any = SimpleNamespace(signals=signals, settings=Settings(), stats=stats)
    RunReport(crawler, run)._spider_closed(SimpleNamespace(name="news"), "finished")  # type: ignore[arg-type]


@pytest.mark.parametrize("part", ["drift", "site_report"])
def test_an_error_of_ours_costs_no_other_site_its_report(
    run: Run, tmp_path: Path, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    right = getattr(run_report, part)

    def wrong(*given: Any) -> Any:
        asked.append(given)
        if len(asked) == 2:
            raise KeyError("an error of ours")
        return right(*given)

    monkeypatch.setattr(run_report, part, wrong)
    end(run)
    assert len(asked) == 3
    for name in ("first", "third") if part == "site_report" else run.sites:
        report = orjson.loads((tmp_path / name / "reports" / "run-1.json").read_bytes())
        assert report["exit_code"] == run.sites[name].exit_code
    for name in run.sites:
        opened(tmp_path / name, run_id="run-2").close()  # all were closed
    expected = ExitCode.UNEXPECTED if part == "drift" else ExitCode.NO_ARTICLES
    assert run.sites["second"].exit_code is expected
    assert run.exit_code is not ExitCode.WELL
