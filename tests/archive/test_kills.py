"""`kill -9` at any moment: the next run ends with what an undisturbed crawl would have."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from killing import ARCHIVE, ENVIRONMENT, command, crawl, measured, ordeal, records, verified
from stalling import StallingDemo
from warcio.archiveiterator import ArchiveIterator

from newscrawler.demo_site.process import DemoSite

KILLS = 25


@pytest.fixture(scope="module")
def site() -> Any:
    with DemoSite(articles=6) as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(site: DemoSite, tmp_path_factory: pytest.TempPathFactory) -> tuple[float, list[dict[str, Any]]]:
    return measured(site.port, tmp_path_factory.mktemp("undisturbed"))


def test_many_kills_lose_nothing_and_double_nothing(
    site: DemoSite, undisturbed: tuple[float, list[dict[str, Any]]], tmp_path: Path
) -> None:
    seconds, expected = undisturbed
    assert len(expected) == 6
    kills, seed = 0, 0
    while kills < KILLS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        told = ordeal(site.port, folder, expected, random.Random(seed), seconds * 0.95)
        assert told.problems == [], told
        assert max(Counter((record["id"], record["version"]) for record in records(folder)).values()) == 1
        for path in (folder / ARCHIVE / "captures").glob("*.warc.gz"):
            with path.open("rb") as one, path.open("rb") as other:
                members = list(ArchiveIterator(one, check_digests="raise"))
                assert len(members) == len(list(FastIterator(other, parse_http=False)))
        kills += told.kills
        seed += 1


def test_a_stop_takes_moments_though_the_server_takes_a_minute(tmp_path: Path) -> None:
    """What waits for its turn is stopped in `tests/spiders/test_stop.py`."""
    with DemoSite(articles=6, delay=60) as slow:
        crawling = subprocess.Popen(
            command(slow.port, "-s", "NEWSCRAWLER_PROGRESS_SECONDS=1"),
            cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert crawling.stderr is not None
        while "pages, " not in (line := crawling.stderr.readline()):
            assert line, "it ended"
        began = time.monotonic()
        crawling.terminate()
        said = crawling.stderr.read()
        assert crawling.wait(30) == 0, said
        assert time.monotonic() - began < 20  # 3 on an idle machine
        assert "Traceback" not in said
    assert verified(tmp_path).returncode == 0


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_is_clean_and_gone_on_with(tmp_path: Path, with_signal: int) -> None:
    """Stopped in the middle, started again: nothing is asked for twice but what was under way."""
    with StallingDemo(articles=6, at={9}) as slow:
        crawling = subprocess.Popen(
            command(slow.port), cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True
        )
        slow.wait_until_it_stands()
        crawling.send_signal(with_signal)
        slow.go_on()
        _, said = crawling.communicate(timeout=60)
        assert crawling.returncode == 0, said
        assert verified(tmp_path).returncode == 0
        before = len(records(tmp_path))
        done = crawl(slow.port, tmp_path)
        assert done.returncode == 0, done.stderr
        asked = slow.asked
    assert before < len(records(tmp_path)) == 6
    twice = [path for path, count in asked.items() if count > 1 and path != "/robots.txt"]
    assert len(twice) <= 1, twice
