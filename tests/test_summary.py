"""The last words of a crawl."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from exchanges_of_ours import opened

from newscrawler.clock import machine_clock
from newscrawler.errors import ArchiveInUse, ExitCode
from newscrawler.politeness.pace import Pace
from newscrawler.run import Run
from newscrawler.site import Site
from newscrawler.summary import show_summary


def last_words(capsys: pytest.CaptureFixture[str], run: Run, code: ExitCode = ExitCode.WELL) -> list[str]:
    show_summary(run, code, "finished")
    return capsys.readouterr().err.partition("┘\n")[2].splitlines()


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ({}, "nothing new"),
        ({"live": 1}, "1 new line: 1 new article"),
        ({"removed": 1}, "1 new line: 1 removed"),
        ({"edited": 2, "live": 1200, "restored": 1}, "1,203 new lines: 1,200 new articles, 2 edited, 1 restored"),
    ],
)
def test_what_the_new_lines_tell(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, states: dict[str, int], told: str
) -> None:
    archive = opened(tmp_path / "it")
    site = Site("it", {}, set(), archive=archive, states=Counter(states))
    words = last_words(capsys, Run(clock=machine_clock, pace=Pace(0.0), sites={"it": site}))
    archive.close()
    assert words == [told, str(tmp_path / "it"), "exit code 0: well"]


def test_an_archive_that_another_crawl_writes_is_not_none(capsys: pytest.CaptureFixture[str]) -> None:
    site = Site("it", {}, set(), trouble=ArchiveInUse("in use"), exit_code=ExitCode.ARCHIVE_IN_USE)
    run = Run(clock=machine_clock, pace=Pace(0.0), skipped=[site])
    assert last_words(capsys, run, ExitCode.ARCHIVE_IN_USE)[:2] == [
        "nothing new",
        "exit code 15: the archive is in use by another crawl",
    ]
    assert "no archive kept" in last_words(capsys, Run(clock=machine_clock, pace=Pace(0.0), sites={}))
