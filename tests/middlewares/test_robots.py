"""robots.txt in a running crawl: judged for each request, whatever the scheduler; errors are no permission."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import Scrapy

Site = Callable[[dict[str, Any]], TestSite]
LOOPBACK = ("-s", "NEWSCRAWLER_PRIVATE_HOSTS=127.0.0.1")  # whose spider has no seeds that could say so

EIGHT_AT_ONCE = '''
from scrapy import Request, Spider

class EightSpider(Spider):
    """Another project's spider: Scrapy's own scheduler, eight first requests at once."""
    name = "eight"

    async def start(self):
        for path in ["/open-1", "/open-2"] + [f"/closed/{n}" for n in range(6)]:
            yield Request("URL" + path, errback=lambda failure: None, dont_filter=True)

    def parse(self, response):
        yield {"url": response.url}
'''


def slow_robots(text: str) -> Answer:
    return Answer(text, 200, {"Content-Type": "text/plain"}, delay=0.3)


def test_of_eight_first_requests_the_six_forbidden_ones_do_not_arrive(
    site: Site, scrapy: Scrapy, tmp_path: Path
) -> None:
    running = site({"/robots.txt": slow_robots("User-agent: *\nDisallow: /closed/"), "/open-1": "1", "/open-2": "2"})
    (tmp_path / "eight.py").write_text(EIGHT_AT_ONCE.replace("URL", running.url))
    done = scrapy("runspider", "eight.py", "-s", "CONCURRENT_REQUESTS=16", *LOOPBACK, output=tmp_path)
    assert done.code == 0, done.err
    assert sorted(running.paths) == ["/open-1", "/open-2", "/robots.txt"]


PATH = "/2026/02/01/the-harbour-counts-its-boats"


@pytest.mark.parametrize(
    ("robots", "outcomes", "code"),
    [
        (Answer("no", 404), {"index": 1, "archived": 1}, 0),
        (Answer("no", 403), {"index": 1, "archived": 1}, 0),
        (Answer("busy", 503), {"robots_unreachable": 1}, 13),
        (Answer("slowly", 429), {"robots_unreachable": 1}, 13),
        (Answer("", 300), {"robots_unreachable": 1}, 13),
        (Answer("", 301, {"Location": "/robots2.txt"}), {"forbidden_by_robots": 1}, 13),
        (Answer("", 301, {"Location": "/robots.txt"}), {"index": 1, "archived": 1}, 0),
        (Answer("", 302), {"robots_unreachable": 1}, 13),  # that is no word on what is allowed
        (Answer("", 302, {"Location": "ftp://files.example/robots.txt"}), {"robots_unreachable": 1}, 13),
        (Answer("User-agent: *\nCrawl-delay: 86400"), {"robots_unreachable": 1}, 13),
        (
            Answer("User-agent: *\nDisallow: /2026/\n" + "# and so on\n" * 1_500_000),
            {"index": 1, "forbidden_by_robots": 1},
            13,
        ),
        (Answer("<!doctype html><html>not found</html>"), {"index": 1, "archived": 1}, 0),
    ],
)
def test_what_the_answer_for_robots_txt_means(
    site: Site, crawl_site: Scrapy, tmp_path: Path, robots: Answer, outcomes: dict[str, int], code: int
) -> None:
    running = site(
        {
            "/robots.txt": robots,
            "/robots2.txt": "User-agent: *\nDisallow: /",
            "/": index_page([PATH]),
            PATH: article_page("The harbour counts its boats"),
        }
    )
    done = crawl_site(running.url, "-s", "RETRY_TIMES=1", output=tmp_path)
    assert done.report()["outcomes"] == outcomes, done.err
    assert done.code == code


def test_a_host_that_a_redirect_names_writes_no_line_of_the_log(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site({"/robots.txt": Answer("", 301, {"Location": "http://a%0aINFO%20all%20is%20well%1b%5b2J.local/"})})
    done = crawl_site(running.url, "-s", "RETRY_TIMES=0", output=tmp_path)
    assert "is not public" in done.err
    assert "\ninfo all is well" not in done.err.lower()
    assert "\x1b" not in done.err


def test_a_server_that_hangs_up_gets_no_request(crawl_site: Scrapy, tmp_path: Path) -> None:
    done = crawl_site("http://127.0.0.1:9/", "-s", "RETRY_TIMES=0", output=tmp_path)
    assert done.report()["outcomes"] == {"robots_unreachable": 1}
    assert done.code == 13
    assert "Traceback" not in done.err
