"""An article that seems to have moved waits for its old address, and for no longer than that can be asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import Finished, run_scrapy
from test_egress import KNOWS_THE_TESTS

OLD, NEW = "/2026/02/01/the-harbour-counts-its-boats", "/2026/02/09/the-harbour-counts-all-boats"
PAGE = article_page("The harbour counts its boats", 1)


def crawl(url: str, day: int, *more: str, output: Path, **environment: str) -> Finished:
    chosen = ("-s", "NEWSCRAWLER_OUTPUT=.", "-s", "NEWSCRAWLER_REVISITS=0", "-s", "RETRY_TIMES=0")
    return run_scrapy("crawl", "news", "-a", "archive=it", "-a", f"url={url}", *chosen,
                      "-s", f"NEWSCRAWLER_NOW=2026-02-{day}T12:00:00Z", *more, output=output,
                      more=environment, before=KNOWS_THE_TESTS)  # fmt: skip


def test_a_host_that_has_had_its_requests_of_the_day_is_asked_on_the_next(
    site: Callable[[dict[str, Any]], TestSite], tmp_path: Path
) -> None:
    """The article's own page was the day's last request: it waited for the next one for ever."""
    running = site({
        "/": lambda count: index_page([OLD] if count == 1 else [NEW]),
        OLD: lambda count: PAGE if count == 1 else Answer("", 301, {"Location": NEW}),
        NEW: PAGE,
    })  # fmt: skip
    crawl(f"{running.url}/", 10, output=tmp_path)
    second = crawl(f"{running.url}/", 11, "-s", "NEWSCRAWLER_REQUESTS_A_DAY=3", output=tmp_path)
    assert second.report()["finish_reason"] == "budget", second.err
    assert second.report()["outcomes"] == {"index": 1, "stopped": 1}
    third = crawl(f"{running.url}/", 12, "-s", "NEWSCRAWLER_REQUESTS_A_DAY=9", output=tmp_path)
    assert third.report()["finish_reason"] == "finished", third.err
    assert [(record["state"], record["url"].partition("/2026")[2]) for record in third.records()] == [
        ("live", OLD.removeprefix("/2026")), ("moved", NEW.removeprefix("/2026"))
    ]  # fmt: skip


class TwoDresses(TestSite):
    """A site under two names, one of which loses its robots.txt; each visit is noted with its name."""

    has_moved = False

    def answer(self, handler: Any) -> None:
        is_old = handler.headers["Host"].startswith("m.")
        front = index_page([NEW] if self.has_moved else [OLD])
        robots = Answer("", 503 if is_old and self.has_moved else 404)
        self.answers = {"/robots.txt": robots, "/": front, (NEW if self.has_moved else OLD): PAGE}
        super().answer(handler)


def test_a_host_whose_robots_txt_cannot_be_had_is_not_waited_for(tmp_path: Path) -> None:
    """The old address is on a name that is ill: the new one is archived, as what it is as far as anybody knows."""
    running = TwoDresses({})
    names = {name: [["127.0.0.1"]] for name in ("m.news.example", "news.example")}
    private = f"NEWSCRAWLER_PRIVATE_HOSTS={','.join(names)}"
    chosen = ("-s", "TWISTED_DNS_RESOLVER=naming.FakeNames", "-s", private, "-s", "DOWNLOAD_DELAY=0.05")
    table = json.dumps(names)
    crawl(f"http://m.news.example:{running.port}/", 10, *chosen, output=tmp_path, FAKE_NAMES=table)
    running.has_moved = True
    done = crawl(f"http://news.example:{running.port}/", 11, *chosen, output=tmp_path, FAKE_NAMES=table)
    running.close()
    assert [record["state"] for record in done.records()] == ["live", "live"], done.err
    assert done.report()["outcomes"]["robots_unreachable"] == 1
