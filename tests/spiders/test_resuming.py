"""`kill -9` while a site's lists and channels are walked: the next run asks for what the killed one had heard of."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import pytest
from running import REPOSITORY, Scrapy
from stalling import StallingDemo

ARTICLES = 40
UNCOMMITTED = 5
"""Requests after the commit."""
AT_ONCE = ("-s", "NEWSCRAWLER_ADAPTIVE_PACE=False")
"""A site that stands still is not left in peace for it."""


def wait_for_commit(archive: Path, url: str, copy: Path) -> None:
    """Wait until what became of `url` would be known if the crawl were killed now."""
    wanted = "SELECT 1 FROM urls WHERE url = ? AND outcome IS NOT NULL"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for file in archive.glob("ledger.sqlite*"):
            shutil.copy(file, copy)
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(copy / "ledger.sqlite")) as ledger:
            if ledger.execute(wanted, (url,)).fetchone():
                return
        time.sleep(0.1)
    pytest.fail(f"what became of {url} was not written down")


@pytest.mark.parametrize(("without", "seen"), [("sitemaps rest feed", 12), ("sitemaps feed", 8), ("rest", 14)])
def test_nothing_that_was_told_is_lost(crawl_site: Scrapy, tmp_path: Path, without: str, seen: int) -> None:
    """Lists alone (which wait one for the other); WordPress' REST interface; sitemaps and a feed."""
    with StallingDemo(ARTICLES, {seen, seen + UNCOMMITTED}, without.split()) as demo:
        url = f"http://127.0.0.1:{demo.port}/"
        killed = subprocess.Popen(
            [sys.executable, "-m", "newscrawler", "crawl", "news", "-a", f"url={url}", "-a", "archive=it",
             "-s", "NEWSCRAWLER_OUTPUT=.", *AT_ONCE], cwd=tmp_path, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        demo.wait_until_it_stands()
        wait_for_commit(tmp_path / "it", url[:-1] + demo.last_answered, tmp_path / "copy")
        demo.go_on()
        demo.wait_until_it_stands()
        killed.kill()
        killed.wait()
        demo.go_on()
        done = crawl_site(url, *AT_ONCE, output=tmp_path)
        asked = demo.asked
    assert done.code == 0, done.err
    assert done.report()["goes_on"]
    records = Counter(record["url"] for record in done.records())
    assert len(records) == ARTICLES
    assert set(records.values()) == {1}
    assert sum(count > 1 for path, count in asked.items() if path != "/robots.txt") <= UNCOMMITTED + 1
