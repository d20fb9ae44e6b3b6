"""Fixtures that several tests share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from loopback import TestSite
from running import ARCHIVE, Finished, Scrapy, run_scrapy

# how long an example takes is the machine's business; and a change is judged by what it does, not by luck
SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile("here", deadline=None, suppress_health_check=SLOW)
hypothesis.settings.register_profile("ci", deadline=None, suppress_health_check=SLOW, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # whatever is started would compile all of newscrawler each time

# the pace that a user's crawls share is no test's: what an earlier run promised a port may be this run's port
_STATE = tempfile.TemporaryDirectory(prefix="newscrawler-state-", ignore_cleanup_errors=True)
os.environ["XDG_STATE_HOME"] = _STATE.name


LONG = (
    *("hostile/test_hostile", "archive/test_kills", "spiders/test_channels", "commands/test_crawl"),
    *("spiders/test_demo_days", "spiders/test_demo", "archive/test_faults", "commands/test_discover"),
    *("commands/test_newsite", "test_politeness", "archive/test_forget", "archive/test_verify", "spiders/test_stop"),
)
"""The files that take longest, which go first: no process is left alone with one of them at the end."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file's tests run in one process: what a file crawls once for all its tests is crawled once."""
    from xdist.scheduler import LoadFileScheduling

    if config.getvalue("dist") != "load":
        return None
    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: next((n for n, name in enumerate(LONG) if f"/{name}.py" in item.nodeid), len(LONG)))


@pytest.fixture
def site() -> Iterator[Callable[[dict[str, Any]], TestSite]]:
    """Starts test sites; they end with the test."""
    started: list[TestSite] = []

    def start(answers: dict[str, Any]) -> TestSite:
        started.append(TestSite(answers))
        return started[-1]

    yield start
    for running in started:
        running.close()


@pytest.fixture(scope="session")
def scrapy() -> Scrapy:
    """Runs `newscrawler …` as a user would, outside the project's folder."""
    return run_scrapy


@pytest.fixture(scope="session")
def crawl_site(scrapy: Scrapy) -> Scrapy:
    """Crawls one site into the archive `it` below `output`: `crawl_site(url, "-s", "X=1", output=…)`."""

    def crawl(url: str, *more: str, output: Path, largest_file: int | None = None) -> Finished:
        chosen = ("-a", f"archive={ARCHIVE}", "-s", "NEWSCRAWLER_OUTPUT=.")
        return scrapy("crawl", "news", "-a", f"url={url}", *chosen, *more, output=output, largest_file=largest_file)

    return crawl
