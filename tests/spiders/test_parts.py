"""Articles of several pages, crawled: one record each, with all the text that could be had."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, TestSite
from pages_of_ours import index_page, paragraphs
from running import REPOSITORY, Finished, Scrapy

Site = Callable[[dict[str, Any]], TestSite]


def page(title: str, seed: int, pages: str = "", *, head: str = "", count: int = 4) -> str:
    """One page of an article, with `pages` where its pages are turned."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs(seed, count))
    return f"""<!doctype html><html lang="en"><head><title>{title} | The Pier</title>{head}
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2026-02-01T09:30:00+01:00"></head>
<body class="single single-post"><main><article class="post"><h1>{title}</h1>{body}
<div class="page-links">Pages: {pages}</div></article></main></body></html>"""


def numbers(path: str, form: str, count: int, here: int = 1) -> str:
    """Links to the pages of the article at `path`."""
    links = [f'<a href="{path if n == 1 else form.format(n)}">{n}</a>' for n in range(1, count + 1) if n != here]
    return " ".join(links)


WORDPRESS = "/2026/02/01/the-long-report-on-the-wall/"
BY_QUERY = "/2026/02/01/the-pier-in-four-chapters"
BY_NAME = "/2026/02/01/the-crane-and-its-painters.html"
GAPS = "/2026/02/02/a-page-of-this-one-is-lost/"
WHOLE = "/2026/02/02/all-of-it-on-one-page-too/"
TWINS = "/2026/02/03/rain-over-the-harbour/"
IGNORES = "/2026/02/03/a-server-that-ignores-the-number"
CLOSED = "/2026/02/04/whose-links-nobody-may-follow/"
BROKEN_VIEW = "/2026/02/04/a-single-page-that-is-lost/"


def answers() -> dict[str, Any]:
    two, three = WORDPRESS + "2/", WORDPRESS + "3/"
    links = {n: numbers(WORDPRESS, WORDPRESS + "{}/", 3, n) for n in (1, 2, 3)}
    title = "The long report on the wall"
    found: dict[str, Any] = {
        WORDPRESS: page(title, 1, links[1]), two: page(title, 2, links[2]), three: page(title, 3, links[3]),
        # page by page: each knows the next alone; the second repeats the first one's opening
        BY_QUERY: page("The pier in four chapters", 4, f'<a rel="next" href="{BY_QUERY}?page=2">Next page</a>'),
        BY_QUERY + "?page=2": page(
            "The pier in four chapters", 4, f'<a href="{BY_QUERY}?page=3">Next page</a>', count=7),
        BY_QUERY + "?page=3": page("The pier in four chapters (3)", 5),
        BY_NAME: page("The crane and its painters", 6, '<a href="the-crane-and-its-painters-2.html">2</a>'),
        BY_NAME.replace(".html", "-2.html"): page("The crane and its painters", 7),
        GAPS: page("A page of this one is lost", 8, numbers(GAPS, GAPS + "{}/", 3)),
        GAPS + "2/": Answer("gone", 410),
        GAPS + "3/": page("A page of this one is lost", 10),
        WHOLE: page("All of it on one page too", 11,
                    numbers(WHOLE, WHOLE + "{}/", 3) + f' <a href="{WHOLE}?page=all">View all</a>'),
        WHOLE + "?page=all": page("All of it on one page too", 11, count=9),
        BROKEN_VIEW: page("A single page that is lost", 14,
                          numbers(BROKEN_VIEW, BROKEN_VIEW + "{}/", 2)
                          + f' <a href="{BROKEN_VIEW}all/">Single page</a>'),
        BROKEN_VIEW + "2/": page("A single page that is lost", 15),
        CLOSED: page("Whose links nobody may follow", 19, numbers(CLOSED, CLOSED + "{}/", 3),
                     head='<meta name="robots" content="nofollow">'),
        # another story that got the same slug
        TWINS: page("Rain over the harbour", 16, '<a href="/2026/02/03/rain-over-the-harbour-2/">2</a>'),
        TWINS[:-1] + "-2/": page("Why the ferry stays in port tonight", 17),
        IGNORES: page("A server that ignores the number", 18, numbers(IGNORES, IGNORES + "?page={}", 3)),
        IGNORES + "?page=2": page("A server that ignores the number", 18),
        IGNORES + "?page=3": page("A server that ignores the number", 18),
    }  # fmt: skip
    # a teaser leads straight to page 3, before anybody has seen page 1
    found["/"] = index_page([three, *(path for path in found if "page=" not in path and path.count("/") < 6 and
                             not path.endswith("-2.html") and not path.endswith("-2/"))])  # fmt: skip
    return found


@pytest.fixture(scope="module")
def crawl(crawl_site: Scrapy, tmp_path_factory: pytest.TempPathFactory) -> Any:
    site = TestSite(answers())
    yield site, crawl_site(site.url, output=tmp_path_factory.mktemp("parts"))
    site.close()


def record(done: Finished, path: str) -> dict[str, Any]:
    (found,) = [
        record for record in done.records() if record["url"].partition("/2026")[2] == path.partition("/2026")[2]
    ]
    return found


def told(found: dict[str, Any]) -> list[tuple[int | None, str | None]]:
    return [(part["number"], part["outcome"]) for part in found["parts"]]


def text(*seeds: int, count: int = 4) -> str:
    return "\n\n".join(line for seed in seeds for line in paragraphs(seed, count))


def test_one_record_an_article(crawl: tuple[TestSite, Finished]) -> None:
    _, done = crawl
    assert done.code == 0, done.err
    assert "Traceback" not in done.err
    assert len(done.records()) == 10
    report = done.report()
    assert sum(report["outcomes"].values()) == report["requests"]


def test_the_pages_that_wordpress_makes(crawl: tuple[TestSite, Finished]) -> None:
    """Page 3 was seen first: its address is no article."""
    site, done = crawl
    found = record(done, WORDPRESS)
    assert found["body"] == text(1, 2, 3)
    assert told(found) == [(2, "part"), (3, "part")]
    assert all(part["warc"]["file"] and part["url"].startswith(site.url) for part in found["parts"])
    assert found["requested_url"] == site.url + WORDPRESS


def test_pages_that_know_the_next_one_alone(crawl: tuple[TestSite, Finished]) -> None:
    _, done = crawl
    found = record(done, BY_QUERY)
    assert found["body"] == text(4, count=7) + "\n\n" + text(5)
    assert told(found) == [(2, "part"), (3, "part")]
    assert [each["by"] for each in found["removed"] if each["text"] in paragraphs(4)] == ["parts"] * 4


def test_numbers_in_the_name(crawl: tuple[TestSite, Finished]) -> None:
    _, done = crawl
    assert record(done, BY_NAME)["body"] == text(6, 7)


def test_a_page_that_is_lost_is_named(crawl: tuple[TestSite, Finished]) -> None:
    _, done = crawl
    found = record(done, GAPS)
    assert found["body"] == text(8, 10)
    assert told(found) == [(2, "not_found"), (3, "part")]


def test_all_on_one_page_is_preferred(crawl: tuple[TestSite, Finished]) -> None:
    site, done = crawl
    found = record(done, WHOLE)
    assert found["body"] == text(11, count=9)
    assert told(found) == [(None, "part")]
    assert WHOLE + "2/" not in site.paths
    lost = record(done, BROKEN_VIEW)
    assert told(lost) == [(None, "not_found"), (2, "part")]
    assert lost["body"] == text(14, 15)


def test_pages_of_an_article_that_lets_nobody_follow_are_not_asked_for(crawl: tuple[TestSite, Finished]) -> None:
    site, done = crawl
    assert told(record(done, CLOSED)) == [(2, "nofollow"), (3, "nofollow")]
    assert CLOSED + "2/" not in site.paths


def test_another_story_with_nearly_the_same_address_is_a_story_of_its_own(crawl: tuple[TestSite, Finished]) -> None:
    _, done = crawl
    assert record(done, TWINS)["body"] == text(16)
    assert record(done, TWINS)["parts"] == []
    assert record(done, TWINS[:-1] + "-2/")["body"] == text(17)


def test_a_server_that_always_sends_the_first_page(crawl: tuple[TestSite, Finished]) -> None:
    _, done = crawl
    found = record(done, IGNORES)
    assert found["body"] == text(18)
    assert told(found) == [(2, "duplicate"), (3, "duplicate")]


def test_each_page_was_asked_for_once(crawl: tuple[TestSite, Finished]) -> None:
    site, _ = crawl
    twice = {path for path in site.paths if site.paths.count(path) > 1}
    assert twice == {WORDPRESS + "3/"}  # the teaser's, which was not known to be a part before it was seen


def test_reading_all_pages_again_gives_the_same(crawl: tuple[TestSite, Finished], scrapy: Scrapy) -> None:
    _, done = crawl
    again = scrapy("reextract", "it", "--processes", "1", "-s", "NEWSCRAWLER_OUTPUT=.", output=done.output)
    assert "10 of 10 articles read again, 0 changed" in again.out, again.err
    proven = scrapy("verify", "it", "-s", "NEWSCRAWLER_OUTPUT=.", output=done.output)
    assert proven.code == 0, proven.out


def test_killed_while_an_article_waits_for_its_pages(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    """The first page was read, the second is under way: the next run asks for both again."""
    slow = Answer(page("The long report on the wall", 2), delay=2)
    running = site({
        "/": index_page([WORDPRESS]),
        WORDPRESS: page("The long report on the wall", 1, numbers(WORDPRESS, WORDPRESS + "{}/", 2)),
        WORDPRESS + "2/": lambda visit: slow if visit == 1 else Answer(slow.body),
    })  # fmt: skip
    killed = subprocess.Popen(
        [sys.executable, "-m", "newscrawler", "crawl", "news", "-a", f"url={running.url}", "-a", "archive=it",
         "-s", "NEWSCRAWLER_OUTPUT=."], cwd=tmp_path, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    while WORDPRESS + "2/" not in running.paths:
        assert killed.poll() is None
        time.sleep(0.05)
    time.sleep(1.2)  # a commit is due
    killed.kill()
    killed.wait()
    done = crawl_site(running.url, output=tmp_path)
    assert done.code == 0, done.err
    (found,) = done.records()
    assert found["body"] == text(1, 2)


def test_a_page_that_this_run_asks_for_no_more_holds_up_nobody(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(answers() | {"/": index_page([WORDPRESS])})
    done = crawl_site(running.url, "-s", "NEWSCRAWLER_REQUESTS_A_DAY=3", output=tmp_path)  # robots.txt, front, page 1
    assert running.paths == ["/robots.txt", "/", WORDPRESS]
    report = done.report()
    assert report["finish_reason"] == "budget", done.err
    assert report["outcomes"] == {"index": 1, "stopped": 1}
    assert done.records() == []
    again = crawl_site(running.url, output=tmp_path)
    assert again.report()["goes_on"]
    assert [len(record["parts"]) for record in again.records()] == [2]
