"""No request comes sooner than promised, measured at the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path
from typing import Any

from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import Scrapy

Site = Callable[[dict[str, Any]], TestSite]
PATHS = [f"/2026/02/01/matter-number-{n}-of-the-office" for n in range(6)]


def pages() -> dict[str, Any]:
    articles = {path: article_page(f"Matter number {n} of the office", n) for n, path in enumerate(PATHS)}
    return {"/": index_page(PATHS), **articles}


def test_a_crawl_delay_holds_on_loopback_too(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(
        pages() | {"/robots.txt": Answer("User-agent: *\nCrawl-delay: 0.3", 200, {"Content-Type": "text/plain"})}
    )
    done = crawl_site(running.url, output=tmp_path)
    assert len(done.records()) == len(PATHS), done.err
    gaps = [after.at - before.at for before, after in pairwise(running.visits)]
    # the clock is the server's: a request may be a few milliseconds quicker on its way than the one before
    assert min(gaps) > 0.28
    host = next(iter(done.report()["hosts"].values()))
    assert host["promised_seconds"] == 0.3
    assert host["smallest_gap_seconds"] >= 0.3
    assert host["requests"] == len(running.visits)


def test_loopback_without_a_promise_waits_for_nothing(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(pages())
    done = crawl_site(running.url, output=tmp_path)
    assert len(done.records()) == len(PATHS)
    assert running.visits[-1].at - running.visits[0].at < 2.0


def test_a_host_that_is_overrun_is_left_alone_as_long_as_it_asks(
    site: Site, crawl_site: Scrapy, tmp_path: Path
) -> None:
    def busy_once(visit: int) -> Answer:
        return Answer("busy", 429, {"Retry-After": "2"}) if visit == 1 else Answer(article_page("Matter", 1))

    running = site(pages() | {PATHS[0]: busy_once})
    done = crawl_site(running.url, output=tmp_path)
    assert len(done.records()) == len(PATHS)
    busy = next(visit for visit in running.visits if visit.path == PATHS[0])
    after = running.visits[running.visits.index(busy) + 1]
    assert after.at - busy.at >= 1.99
    assert done.report()["outcomes"]["retried"] == 1


def test_a_host_that_asks_for_an_hour_gets_it(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    late = formatdate(time.time() + 3600, usegmt=True)
    running = site(pages() | {PATHS[0]: Answer("busy", 503, {"Retry-After": late})})
    done = crawl_site(running.url, output=tmp_path)
    assert running.paths == ["/robots.txt", "/", PATHS[0]]
    report = done.report()
    assert report["outcomes"] == {"index": 1, "retried": 1}
    assert report["finish_reason"] == "left_alone"
    assert done.code == 13


def test_one_request_at_a_time(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    slow = pages() | {path: Answer(article_page(f"Slow {path}", n), delay=0.1) for n, path in enumerate(PATHS)}
    running = site(slow)
    crawl_site(running.url, output=tmp_path)
    articles = [visit for visit in running.visits if visit.path in PATHS]
    assert len(articles) == len(PATHS)
    assert min(after.at - before.at for before, after in pairwise(articles)) >= 0.1
