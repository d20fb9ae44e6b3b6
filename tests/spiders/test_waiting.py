"""Articles that wait for another request, of their old address or of further pages, wait for no more than comes."""

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
    """A site under two names, of which one has lost its robots.txt."""

    def answer(self, handler: Any) -> None:
        is_old = handler.headers["Host"].startswith("m.")
        self.answers["/robots.txt"] = Answer("", 503 if is_old and OLD not in self.answers else 404)
        super().answer(handler)


NAMES = {name: [["127.0.0.1"]] for name in ("m.news.example", "news.example")}
CHOSEN = ("-s", "TWISTED_DNS_RESOLVER=naming.FakeNames", "-s", f"NEWSCRAWLER_PRIVATE_HOSTS={','.join(NAMES)}",
          "-s", "DOWNLOAD_DELAY=0.05")  # fmt: skip


def test_a_host_whose_robots_txt_cannot_be_had_is_not_waited_for(tmp_path: Path) -> None:
    """The old address is on a name that is ill: the new one is archived, as what it is as far as anybody knows."""
    running = TwoDresses({"/": index_page([OLD]), OLD: PAGE})
    port, table = running.port, json.dumps(NAMES)
    crawl(f"http://m.news.example:{port}/", 10, *CHOSEN, output=tmp_path, FAKE_NAMES=table)
    running.answers = {"/": index_page([NEW]), NEW: PAGE}
    done = crawl(f"http://news.example:{port}/", 11, *CHOSEN, output=tmp_path, FAKE_NAMES=table)
    running.close()
    assert [record["state"] for record in done.records()] == ["live", "live"], done.err
    assert done.report()["outcomes"]["robots_unreachable"] == 1


def test_an_article_whose_further_pages_are_on_such_a_host_is_archived_without_them(tmp_path: Path) -> None:
    """It was given back by each run, and never archived."""
    running = TwoDresses({"/": index_page([NEW + "/"])})
    links = " ".join(f'<a href="http://m.news.example:{running.port}{NEW}/{n}/">{n}</a>' for n in (2, 3, 4))
    running.answers[NEW + "/"] = PAGE.replace("</article>", f'<div class="page-links">Pages: {links}</div></article>')
    done = crawl(f"http://news.example:{running.port}/", 10, *CHOSEN, output=tmp_path, FAKE_NAMES=json.dumps(NAMES))
    running.close()
    (record,) = done.records()
    ends = [part["outcome"] for part in record["parts"]]
    assert ends == ["robots_unreachable", "robots_unreachable", None], done.err  # after two the rest is not asked for
