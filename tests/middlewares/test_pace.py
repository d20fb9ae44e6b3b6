"""No request comes sooner than promised, measured at the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest
from loopback import Answer, TestSite, Visit
from pages_of_ours import article_page, index_page
from running import Scrapy
from scrapy.http import Response

from newscrawler.middlewares.pace import _retry_after

Site = Callable[[dict[str, Any]], TestSite]
PATHS = [f"/2026/02/01/matter-number-{n}-of-the-office" for n in range(6)]


def pages() -> dict[str, Any]:
    articles = {path: article_page(f"Matter number {n} of the office", n) for n, path in enumerate(PATHS)}
    return {"/": index_page(PATHS), **articles}


def test_loopback_without_a_promise_waits_for_nothing(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(pages())
    done = crawl_site(running.url, "-s", "DOWNLOAD_DELAY=60", output=tmp_path)
    assert len(done.records()) == len(PATHS)
    assert running.visits[-1].at - running.visits[0].at < 30.0


def test_a_host_that_is_overrun_is_left_alone_as_long_as_it_asks(
    site: Site, crawl_site: Scrapy, tmp_path: Path
) -> None:
    def busy_once(visit: int) -> Answer:
        return Answer("busy", 429, {"Retry-After": "2"}) if visit == 1 else Answer(article_page("Matter", 1))

    moved = "/2026/02/03/a-matter-that-moved-of-the-office"
    leaves = Answer("", 301, {"Location": moved, "Retry-After": "0.7"})
    running = site(pages() | {PATHS[0]: busy_once, PATHS[4]: leaves, moved: article_page("Moved", 9)})
    done = crawl_site(running.url, output=tmp_path)
    assert len(done.records()) == len(PATHS)
    redirect = running.paths.index(PATHS[4])
    assert running.visits[redirect + 1].at - running.visits[redirect].at >= 0.69
    busy = next(visit for visit in running.visits if visit.path == PATHS[0])
    after = running.visits[running.visits.index(busy) + 1]
    assert after.at - busy.at >= 1.99
    assert done.report()["outcomes"]["retried"] == 1


class HangsUp(TestSite):
    """Answers the first request of a connection, and at the second one closes it without a word."""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        if handler in self.kept:
            self.visits.append(Visit(handler.path, time.monotonic(), dict(handler.headers)))
            handler.close_connection = True
        else:
            self.kept.add(handler)
            super().answer(handler)

    kept: ClassVar[set[BaseHTTPRequestHandler]] = set()


def test_what_got_no_answer_keeps_the_promise_too(crawl_site: Scrapy, tmp_path: Path) -> None:
    """A connection that ends without an answer, and a first byte that does not come in time: each counts as asked, and
    what is asked again waits as long as anything else; what was given up on may only just have reached its host.
    """

    def late_once(visit: int) -> Answer:
        return Answer(article_page("Matter number 3 of the office", 3), delay=1.2 if visit == 1 else 0.0)

    robots = Answer("User-agent: *\nCrawl-delay: 0.15\n", 200, {"Content-Type": "text/plain"})
    running = HangsUp(pages() | {"/robots.txt": robots, PATHS[3]: late_once})
    bounds = (
        "-s",
        "NEWSCRAWLER_FIRST_BYTE_TIMEOUT=0.8",
        "-s",
        "RETRY_TIMES=5",
        "-s",
        "NEWSCRAWLER_ADAPTIVE_PACE=False",
    )
    done = crawl_site(running.url, *bounds, output=tmp_path)
    running.close()
    assert len(done.records()) == len(PATHS)
    visits = running.visits
    assert min(after.at - before.at for before, after in pairwise(visits)) > 0.1
    late = next(number for number, visit in enumerate(visits) if visit.path == PATHS[3])
    assert visits[late + 1].at - visits[late].at > 0.85


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0), ("2.5", 2.5), ("0", 0.0), ("99999999999999999999", 999999999.0), ("-5", None), ("", None),
        ("1e9", None), ("soon", None), ("Mon, 99 Foo 2030 99:99:99 +99999999", None), ("\u0662", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
    ],
)  # fmt: skip
def test_what_retry_after_says(value: str, seconds: float | None) -> None:
    assert _retry_after(Response("http://example.org/", headers={"Retry-After": value})) == seconds


def test_a_host_that_asks_for_an_hour_gets_it(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    late = formatdate(time.time() + 3600, usegmt=True)
    running = site(pages() | {PATHS[0]: Answer("busy", 503, {"Retry-After": late})})
    done = crawl_site(running.url, output=tmp_path)
    assert running.paths == ["/robots.txt", "/", PATHS[0]]
    report = done.report()
    assert report["outcomes"] == {"index": 1, "retried": 1}
    assert report["finish_reason"] == "left_alone"
    assert done.code == 13


BUSY = """
import time
from newscrawler.download import DownloadHandler
download = DownloadHandler.download_request
async def late(handler, request):
    if "number-0" in request.url:
        time.sleep(0.4)
    return await download(handler, request)
DownloadHandler.download_request = late
"""
"""The process reads another host's page when a request is to be sent."""


def test_a_request_that_is_sent_late_gives_the_next_one_no_earlier_turn(
    site: Site, scrapy: Scrapy, tmp_path: Path
) -> None:
    """The server saw the next one 0.4 s sooner than it had asked for."""
    robots = Answer("User-agent: *\nCrawl-delay: 0.5", 200, {"Content-Type": "text/plain"})
    running = site({"/robots.txt": robots, "/": index_page(PATHS[:2])} | {path: pages()[path] for path in PATHS[:2]})
    scrapy(
        "crawl", "news", "-a", f"url={running.url}", "-s", "NEWSCRAWLER_OUTPUT=.",
        "-s", "NEWSCRAWLER_ADAPTIVE_PACE=False", output=tmp_path, before=BUSY,
    )  # fmt: skip
    assert running.paths == ["/robots.txt", "/", *PATHS[:2]]
    assert min(after.at - before.at for before, after in pairwise(running.visits)) > 0.45


def test_one_request_at_a_time(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    slow = pages() | {path: Answer(article_page(f"Slow {path}", n), delay=0.1) for n, path in enumerate(PATHS)}
    running = site(slow)
    crawl_site(running.url, output=tmp_path)
    articles = [visit for visit in running.visits if visit.path in PATHS]
    assert len(articles) == len(PATHS)
    assert min(after.at - before.at for before, after in pairwise(articles)) >= 0.1
