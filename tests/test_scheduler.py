"""The table in `scheduler.py`, row by row: how each request's lease ended, as the ledger keeps it.

Stopped, died and set aside: `spiders/test_stop.py`, `archive/test_kills.py`, `archive/test_readings.py`.
"""

from __future__ import annotations

import sqlite3
from typing import Any
from unittest.mock import Mock

import pytest
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import ARCHIVE, Finished, run_scrapy
from scrapy import Request

from newscrawler.archive.frontier import State
from newscrawler.clock import machine_clock
from newscrawler.errors import ArchiveError
from newscrawler.leases import Leases
from newscrawler.outcomes import Outcome
from newscrawler.politeness.pace import Pace
from newscrawler.run import Run
from newscrawler.site import Site

BREAKS = """
from newscrawler.spiders import pages
read = pages.read_document
def breaking(document, *more, **named):
    if "breaks" in document.url:
        raise RuntimeError("a fault of ours")
    return read(document, *more, **named)
pages.read_document = breaking
"""


def moved(to: str) -> Answer:
    return Answer("", 301, {"Location": to})


def stumbles_once(visit: int) -> Answer:
    return Answer("busy", 503) if visit == 1 else Answer(article_page("The ferry runs again from Monday on", 3))


# row → path, answer, (outcome of its last request, requests handed out for it)
ROWS: dict[str, tuple[str, Any, tuple[str, int]]] = {
    "the page gave a record": ("/2026/02/01/the-boats-are-counted", article_page("Boats counted", 1), ("archived", 1)),
    "the page gave none": ("/2026/02/01/no-page-is-here-at-all", Answer("no", 404), ("not_found", 1)),
    "its links were queued before": ("/", None, ("index", 1)),
    "redirected to another address": (
        "/2026/02/02/the-old-place-of-it", moved("/2026/02/02/the-new-place-of-it"), ("redirected", 1)),
    "the other one is queued if it is new": (
        "/2026/02/02/the-new-place-of-it", article_page("In a new place", 2), ("archived", 1)),
    "redirected to a twin": (
        "/2026/02/02/a-slash-is-missing-here", moved("/2026/02/02/a-slash-is-missing-here/"), ("archived", 2)),
    "to be asked again": ("/2026/02/03/the-server-stumbles-once", stumbles_once, ("archived", 2)),
    "refused by us: robots": ("/2026/02/09/not-for-any-robots", article_page("No", 4), ("forbidden_by_robots", 1)),
    "refused by us: bounds": ("/2026/02/04/far-more-than-is-read", Answer(b"x" * 90_000), ("too_large", 1)),
    "failed on the way": (
        "/2026/02/04/cut-off-in-the-middle",
        Answer("<html>half", 200, {"Content-Length": "5000", "Connection": "close"}), ("bad_response", 3)),
    "a callback broke": ("/2026/02/05/this-page-breaks-the-reader", article_page("Breaks", 5), ("failed", 1)),
}  # fmt: skip


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Address → state, outcome, tries, as the ledger has them after one crawl; and the run's report."""
    answers = {path: answer for path, answer, _ in ROWS.values() if answer is not None}
    answers["/"] = index_page(path for path in answers if "the-new-place" not in path)
    answers["/2026/02/02/a-slash-is-missing-here/"] = article_page("With its slash", 6)
    answers["/robots.txt"] = Answer("User-agent: *\nDisallow: /2026/02/09/", 200, {"Content-Type": "text/plain"})
    site, folder = TestSite(answers), tmp_path_factory.mktemp("table")
    run_scrapy(
        "crawl", "news", "-a", f"url={site.url}/", "-a", f"archive={ARCHIVE}", "-s", "NEWSCRAWLER_OUTPUT=.",
        "-s", "DOWNLOAD_MAXSIZE=60000", output=folder, before=BREAKS,
    )  # fmt: skip
    site.close()
    with sqlite3.connect(folder / ARCHIVE / "ledger.sqlite") as ledger:
        rows = ledger.execute("SELECT url, state, outcome, tries FROM urls").fetchall()
    ledger.close()
    known = {
        url.removeprefix(site.url).rstrip("/") or "/": (state, (outcome, tries)) for url, state, outcome, tries in rows
    }
    return known, Finished(1, "", "", folder).report()


@pytest.mark.parametrize("row", ROWS)
def test_a_lease_ends_as_the_table_says(urls: Any, row: str) -> None:
    known, _ = urls
    path, _, expected = ROWS[row]
    assert known[path] == (State.DONE, expected)


def test_each_request_handed_out_ends_once(urls: Any) -> None:
    known, report = urls
    assert sum(tries for _, (_, tries) in known.values()) == report["requests"] == sum(report["outcomes"].values())
    assert {state for state, _ in known.values()} == {State.DONE}


def test_an_archive_that_fails_when_the_crawl_is_over_takes_no_other_site_along() -> None:
    run = Run(clock=machine_clock, pace=Pace(1.0), closing=Mock())
    leases = Leases(Mock(), run)
    for name in ("hit", "fine"):
        site = run.sites[name] = Site(name=name, seeds={}, hosts=set())
        url = f"https://{name}.example/"
        site.frontier.add(url, url, name, 0, "{}")
        lease = site.frontier.next(name)
        assert lease is not None
        leases.begin(Request(url), site, lease)
        site.end(Outcome.NOT_FOUND, url)
    run.sites["hit"].frontier.end = Mock(side_effect=ArchiveError("disk I/O error"))  # type: ignore[method-assign]
    leases.end_all()
    known = run.sites["fine"].frontier.known("https://fine.example/")
    assert known is not None
    assert (known.outcome, len(leases), len(run.troubles)) == (Outcome.NOT_FOUND, 0, 1)
