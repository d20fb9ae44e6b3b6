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


def start(url: str, folder: Path, before: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", before + STRICT, "crawl", "news", "-a", f"url={url}", "-a", f"archive={ARCHIVE}"]
    return subprocess.Popen(
        [*command, "-s", "NEWSCRAWLER_OUTPUT=."],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "XDG_STATE_HOME": str(folder / "state")},
    )


PATIENT = """
import sys
from newscrawler import scheduler
from scrapy.crawler import CrawlerProcessBase
scheduler.GRACE = 60.0
CrawlerProcessBase._log_shutdown = staticmethod(lambda signum: print("it stops", file=sys.stderr, flush=True))
"""
"""It says that it was told to stop, and waits for what is under way: so it is still there when it is told once more."""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    "robots",
    [Answer("User-agent: *\nCrawl-delay: 120"), Answer("User-agent: *\nDisallow: /x", delay=60.0)],
    ids=["waits for its turn", "waits for robots.txt"],
)
def test_a_stop_takes_moments(site: Site, tmp_path: Path, how: signal.Signals, robots: Answer) -> None:
    running = site(office(robots))
    crawl = start(running.url, tmp_path)
    running.wait_for("/robots.txt", crawl)
    time.sleep(0.5)
    began = time.monotonic()
    crawl.send_signal(how)
    _, err = crawl.communicate(timeout=30)
    assert time.monotonic() - began < 20  # 3 on an idle machine
    done = Finished(crawl.returncode, "", err, tmp_path)
    report = done.report()
    assert report["finish_reason"] == "shutdown"
    assert sum(report["outcomes"].values()) == report["requests"]
    assert report["outcomes"] == {}  # what waits is not handed out
    assert "Traceback" not in err


def test_a_forced_stop_is_not_well(site: Site, tmp_path: Path) -> None:
    running = site(office(Answer("no", 404)) | {"/": Answer("late", delay=60.0)})
    crawl = start(running.url, tmp_path, PATIENT)
    running.wait_for("/", crawl)
    crawl.send_signal(signal.SIGINT)
    assert crawl.stderr is not None
    while "it stops" not in (line := crawl.stderr.readline()):
        assert line, "it ended"
    crawl.send_signal(signal.SIGINT)
    crawl.communicate(timeout=30)
    assert crawl.returncode != 0
