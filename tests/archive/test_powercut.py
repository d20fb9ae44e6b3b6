"""The power is cut: what was not synced is lost, torn or out of order; the archive is whole, and holds what it said."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from disk import Disk, Loss, Step
from faults import PATHS
from killing import content, crawl
from loopback import TestSite
from pages_of_ours import article_page, index_page
from powercut import cuts, lines_after, recorded_crawl

SAMPLE = 12
"""Steps after which the power is cut; benchmarks/crash/powercut.py takes every one."""


@pytest.mark.skipif(
    not shutil.which("cc") or not Path("/proc/self/fd").exists(), reason="needs a C compiler and Linux' /proc"
)
def test_an_archive_survives_a_power_cut(site: Any, tmp_path: Path) -> None:
    pages = {path: article_page(f"What the office said on day {day}", day) for day, path in enumerate(PATHS)}
    running: TestSite = site({"/": index_page(PATHS), **pages})
    (tmp_path / "recorded").mkdir()
    (tmp_path / "cuts").mkdir()
    steps = recorded_crawl(running.port, tmp_path / "recorded")
    chosen = {*range(3, len(steps), len(steps) // SAMPLE), len(steps) - 1}
    known, last = [], tmp_path
    for number, loss, folder, articles, problems in cuts(steps, chosen, tmp_path / "cuts"):
        assert problems == [], (number, steps[number].letter, steps[number].path, loss)
        known.append(articles)
        if articles < len(PATHS):
            last = folder
    assert known[0] == 0
    assert known[-1] == len(PATHS)
    done = crawl(running.port, last)
    assert done.returncode == 0, done.stderr
    assert content(last) == content(tmp_path / "recorded")
    assert lines_after(last) == (len(PATHS), [])


def step(letter: str, path: str, content: bytes = b"", offset: int = -1, other: str = "") -> Step:
    return Step(letter, path, other, offset, content)


def left(steps: list[Step], loss: Loss) -> dict[str, bytes | None]:
    disk = Disk()
    for each in steps:
        disk.do(each)
    return disk.after_loss(loss, random.Random(1))


def test_the_disk_keeps_what_was_synced_and_nothing_else() -> None:
    """The proof above is worth as much as the disk it is made on."""
    made = [step("C", "a"), step("W", "a", b"one"), step("S", "a")]
    assert left(made, Loss.ALL) == {}
    assert left(made, Loss.BYTES) == {"a": b"one"}
    made.append(step("S", ""))
    assert left(made, Loss.ALL) == {"a": b"one"}
    made.append(step("W", "a", b"two"))
    assert left(made, Loss.ALL) == {"a": b"one"}
    assert left(made, Loss.NAMES) == {"a": b"onetwo"}
    made += [step("C", "b"), step("W", "b", b"new"), step("R", "b", other="a")]
    assert left(made, Loss.ALL) == {"a": b"one"}
    assert left(made, Loss.BYTES) == {"a": b""}  # renamed into place without a sync
    made += [step("T", "a", offset=1), step("S", "a"), step("S", "")]
    assert left(made, Loss.ALL) == {"a": b"n"}
    inside = [step("D", "f"), step("C", "f/a"), step("W", "f/a", b"x"), step("S", "f/a"), step("S", "f")]
    assert left(inside, Loss.ALL) == {}
    assert left([*inside, step("S", "")], Loss.ALL) == {"f": None, "f/a": b"x"}
