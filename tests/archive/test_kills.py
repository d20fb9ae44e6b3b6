"""`kill -9` at any moment: the next run ends with what an undisturbed crawl would have."""

from __future__ import annotations

import random
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from killing import ARCHIVE, crawl, killed, measured, ordeal, records, verified
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


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_is_clean_and_gone_on_with(
    undisturbed: tuple[float, list[dict[str, Any]]], tmp_path: Path, with_signal: int
) -> None:
    """A server that takes 0.3 s an answer; stopped in the middle, resumed: nothing is asked for twice but what was
    under way."""
    with DemoSite(articles=6, delay=0.3) as slow:
        assert killed(slow.port, tmp_path, 3.5, with_signal) == 0
        first = slow.requests()
        assert verified(tmp_path).returncode == 0
        assert 0 < len(records(tmp_path)) < 6
        done = crawl(slow.port, tmp_path)
        assert done.returncode == 0, done.stderr
        asked = Counter(visit["path"] for visit in slow.requests())
    assert len(records(tmp_path)) == 6
    twice = [path for path, count in asked.items() if count > 1 and path != "/robots.txt"]
    assert len(twice) <= 1, (twice, len(first))
