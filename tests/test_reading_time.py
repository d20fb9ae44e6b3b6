"""A page that takes too long to read ends by itself, as what it is, and the crawl goes on."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import run_scrapy

from newscrawler.reading_time import ReadingTooLong, at_most

STORY, ENDLESS = "/2026/02/01/the-harbour-counts-its-boats", "/2026/02/02/the-ferry-that-never-lands"
FILTHY = "/2026/02/03/the-quay-that-is-never-clean"
NEVER_DONE = """
from newscrawler import extract
from newscrawler.pages.base import ArticlePage
from newscrawler.pipelines import cleaning
from newscrawler.spiders import channels

extract("<h1>What is loaded once</h1>" + "<p>It is loaded when the first page is read, and takes its time.</p>" * 9)

def container(page):
    while "never-lands" in page.document.url:
        pass
ArticlePage.container = container

cleaned = cleaning.clean_body
def clean_body(article):
    while "never-clean" in article.final_url:
        pass
    return cleaned(article)
cleaning.clean_body = clean_body

def read_listing(*given, **named):
    while True:
        pass
channels.read_listing = read_listing
"""
"""Reading an article, cleaning another and reading the sitemap last for ever."""


def test_what_is_never_read_to_its_end_has_its_own(site: Callable[[dict[str, Any]], TestSite], tmp_path: Path) -> None:
    robots = Answer("Sitemap: /sitemap.xml\n", headers={"Content-Type": "text/plain"})
    running = site({"/": index_page([ENDLESS, FILTHY, STORY]), "/robots.txt": robots, "/sitemap.xml": "<urlset/>",
                    STORY: article_page("The harbour counts its boats", 1),
                    ENDLESS: article_page("The ferry that never lands", 2),
                    FILTHY: article_page("The quay that is never clean", 3)})  # fmt: skip
    done = run_scrapy("crawl", "news", "-a", "archive=it", "-a", f"url={running.url}/", "-s", "NEWSCRAWLER_OUTPUT=.",
                      "-s", "NEWSCRAWLER_READING_TIMEOUT=0.3", output=tmp_path, before=NEVER_DONE)  # fmt: skip
    report = done.report()
    for path in (ENDLESS, FILTHY, "/sitemap.xml"):
        assert f"{running.url}{path}: " in done.err
    assert report["outcomes"] == {"too_slow": 3, "index": 1, "archived": 1}, done.err
    assert [record["title"] for record in done.records()] == ["The harbour counts its boats"]
    assert report["finish_reason"] == "finished"


def spin(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_the_clock_rings_within_its_time_and_never_after_it() -> None:
    with pytest.raises(ReadingTooLong, match=r"0\.05 s of CPU time"), at_most(0.05):
        spin(5)
    with at_most(0.05):
        pass
    spin(0.2)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def swallow_one() -> None:
    with suppress(ReadingTooLong):  # as a destructor does, or a callback of C code
        spin(5)
    spin(5)


def test_an_error_that_is_swallowed_comes_again() -> None:
    with pytest.raises(ReadingTooLong), at_most(0.05):
        swallow_one()


def test_the_outer_bound_holds_and_none_is_none() -> None:
    with at_most(1e300), at_most(0.01):
        spin(0.1)
    with at_most(0.0):
        assert signal.getitimer(signal.ITIMER_PROF)[0] == 0.0


def test_elsewhere_than_in_the_main_thread_nothing_rings() -> None:
    ended = []

    def read() -> None:
        with at_most(0.01):
            spin(0.1)
        ended.append(True)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert ended == [True]
