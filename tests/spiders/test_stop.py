"""Ctrl-C and SIGTERM: a stop in moments whatever the delays, everything accounted for, and never "well" by mistake."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import ARCHIVE, REPOSITORY, STRICT, Finished

Site = Callable[[dict[str, Any]], TestSite]
PATHS = [f"/2026/02/01/matter-number-{n}-of-the-office" for n in range(6)]


def office(robots: Answer) -> dict[str, Any]:
    pages = {path: article_page(f"Matter number {n} of the office", n) for n, path in enumerate(PATHS)}
    return {"/robots.txt": robots, "/": index_page(PATHS), **pages}


def start(url: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", STRICT, "crawl", "news", "-a", f"url={url}", "-a", f"archive={ARCHIVE}"]
    return subprocess.Popen(
        [*command, "-s", "NEWSCRAWLER_OUTPUT=."],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "XDG_STATE_HOME": str(folder / "state")},
    )


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    "robots",
    [Answer("User-agent: *\nCrawl-delay: 120"), Answer("User-agent: *\nDisallow: /x", delay=20.0)],
    ids=["waits for its turn", "waits for robots.txt"],
)
def test_a_stop_takes_moments(site: Site, tmp_path: Path, how: signal.Signals, robots: Answer) -> None:
    running = site(office(robots))
    crawl = start(running.url, tmp_path)
    while not running.visits:
        time.sleep(0.05)
    time.sleep(0.5)
    began = time.monotonic()
    crawl.send_signal(how)
    _, err = crawl.communicate(timeout=30)
    assert time.monotonic() - began < 5
    done = Finished(crawl.returncode, "", err, tmp_path)
    report = done.report()
    assert report["finish_reason"] == "shutdown"
    assert sum(report["outcomes"].values()) == report["requests"]
    assert report["outcomes"] == {}  # what waits is not handed out
    assert "Traceback" not in err


def test_a_forced_stop_is_not_well(site: Site, tmp_path: Path) -> None:
    running = site(office(Answer("no", 404)) | {"/": Answer("late", delay=20.0)})
    crawl = start(running.url, tmp_path)
    while len(running.visits) < 2:
        time.sleep(0.05)
    crawl.send_signal(signal.SIGINT)
    time.sleep(0.5)
    crawl.send_signal(signal.SIGINT)
    crawl.communicate(timeout=30)
    assert crawl.returncode != 0
