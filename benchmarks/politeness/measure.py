"""Politeness in earnest, measured at a server on loopback: Crawl-delay 2, Retry-After 5, a burst of 429, two crawls.

    python benchmarks/politeness/measure.py [--articles 12]

Prints what the server saw and what the reports say. `--costs` measures the table that crawls share instead.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY / "tests"))

from loopback import Answer, TestSite  # noqa: E402
from pages_of_ours import article_page, index_page  # noqa: E402

from newscrawler.politeness.shared_pace import SharedPace  # noqa: E402

DELAY = 2.0
SHOWN = ("requests", "gaps", "violations", "smallest_gap_seconds", "least_margin_seconds")
CLOSED = [f"/2026/02/09/closed-{n}-to-robots" for n in range(6)]
ROBOTS = f"User-agent: *\nCrawl-delay: {DELAY:g}\nDisallow: /2026/02/09/"


def busy(times: int, retry_after: Callable[[], str] | None) -> Callable[[int], Answer]:
    """429 at the first visits, a page afterwards."""

    def answer(visit: int) -> Answer:
        if visit > times:
            return Answer(article_page("A matter that was busy", 9))
        return Answer("busy", 429, {} if retry_after is None else {"Retry-After": retry_after()})

    return answer


def office(articles: int) -> dict[str, Any]:
    """A front with eight links at once of which six are forbidden, and stories of which three are busy at first."""
    paths = [f"/2026/02/01/matter-number-{n:02}-of-the-office" for n in range(articles)]
    pages: dict[str, Any] = {path: article_page(f"Matter number {n}", n) for n, path in enumerate(paths)}
    pages[paths[0]] = busy(1, lambda: "5")
    pages[paths[1]] = busy(1, lambda: formatdate(time.time() + 5, usegmt=True))
    pages[paths[2]] = busy(2, None)
    robots = Answer(ROBOTS, 200, {"Content-Type": "text/plain"}, delay=0.3)
    front = index_page([*paths[:2], *CLOSED, *paths[2:]])
    return {"/": front, "/robots.txt": robots, **pages, **dict.fromkeys(CLOSED, "no")}


def crawl(url: str, archive: str, folder: Path) -> subprocess.Popen[bytes]:
    """One crawl into an archive of its own."""
    command = [sys.executable, "-m", "newscrawler", "crawl", "news", "-a", f"url={url}", "-a", f"archive={archive}"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "XDG_STATE_HOME": str(folder / "state")}
    return subprocess.Popen(
        [*command, "-s", "NEWSCRAWLER_OUTPUT=."], cwd=folder, env=environment, stderr=subprocess.DEVNULL
    )


def politeness(articles: int) -> dict[str, Any]:
    """Two crawls at once; what the server saw beside what they report."""
    site = TestSite(office(articles))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        crawls = [crawl(site.url, "one", folder)]
        while len(site.visits) < 2:
            time.sleep(0.01)
        crawls.append(crawl(site.url, "two", folder))
        for running in crawls:
            running.wait()
        reports = [json.loads(path.read_text()) for path in sorted(folder.glob("*/reports/*.json"))]
    visits = site.visits
    gaps = sorted(after.at - before.at for before, after in pairwise(visits))
    first_busy = [site.paths.index(path) for path, answer in site.answers.items() if callable(answer)]
    busy_gaps = [round(visits[number + 1].at - visits[number].at, 3) for number in first_busy]
    hosts = [next(iter(report["hosts"].values())) for report in reports]
    return {
        "requests at the server": len(visits),
        "to forbidden paths": sum(path in CLOSED for path in site.paths),
        "smallest gap at the server": round(gaps[0], 4),
        "gaps below the promise": sum(gap < DELAY for gap in gaps),
        "most below it": round(max([0.0, *(DELAY - gap for gap in gaps)]), 4),
        "gaps after a first 429 (5 s, 5 s by date, none)": busy_gaps,
        "reports": [{key: host[key] for key in SHOWN} for host in hosts],
    }


def costs(rounds: int = 5, turns: int = 2000) -> dict[str, Any]:
    """Microseconds of CPU and of time that the shared table costs a request (a look, a turn, its end)."""
    cpu, wall = [], []
    with tempfile.TemporaryDirectory() as name:
        for number in range(rounds):
            table = SharedPace(Path(name) / f"{number}.sqlite", 60.0)
            began, used = time.perf_counter(), time.process_time()
            for turn in range(turns):
                now = 1000.0 + 3 * turn
                table.wait("example.org", 2.0, now)
                table.take("example.org", 2.0, lambda now=now: now, "2030-01-01")
                table.give_back("example.org")
            wall.append((time.perf_counter() - began) / turns * 1e6)
            cpu.append((time.process_time() - used) / turns * 1e6)
            table.close()
    return {
        "CPU, µs a request, median (range)": _spread(cpu),
        "time, µs a request, median (range)": _spread(wall),
    }


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ({min(values):.0f}-{max(values):.0f})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--costs", action="store_true")
    asked = parser.parse_args()
    print(json.dumps(costs() if asked.costs else politeness(asked.articles), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
