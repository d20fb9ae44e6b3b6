"""`kill -9` while a site's lists and channels are walked: the next run asks for what the killed one had heard of."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from running import REPOSITORY, Scrapy

from newscrawler.demo_site.process import DemoSite

ARTICLES = 40


@pytest.mark.parametrize(("without", "seen"), [("sitemaps rest feed", 12), ("sitemaps feed", 8), ("rest", 14)])
def test_nothing_that_was_told_is_lost(crawl_site: Scrapy, tmp_path: Path, without: str, seen: int) -> None:
    """Lists alone (which wait one for the other); WordPress' REST interface; sitemaps and a feed."""
    with DemoSite(articles=ARTICLES, without=without.split(), delay=0.02) as demo:
        url = f"http://127.0.0.1:{demo.port}/"
        killed = subprocess.Popen(
            [sys.executable, "-m", "newscrawler", "crawl", "news", "-a", f"url={url}", "-a", "archive=it",
             "-s", "NEWSCRAWLER_OUTPUT=."], cwd=tmp_path, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        while len(demo.requests()) < seen:
            assert killed.poll() is None
            time.sleep(0.02)
        time.sleep(1.1)  # a commit is due
        killed.kill()
        killed.wait()
        done = crawl_site(url, output=tmp_path)
        asked = Counter(visit["path"] for visit in demo.requests())
    assert done.code == 0, done.err
    assert done.report()["goes_on"]
    records = Counter(record["url"] for record in done.records())
    assert len(records) == ARTICLES
    assert set(records.values()) == {1}
    assert sum(count > 1 for path, count in asked.items() if path != "/robots.txt") <= 70  # what was not committed
