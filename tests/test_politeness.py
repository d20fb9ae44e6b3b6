"""Asking politely, proven at the server: arrival times of two crawls at once, budgets, quiet hours, robots.txt anew.

The same with the delays that sites ask for in earnest: `benchmarks/politeness`.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path
from typing import Any

from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import Finished, Scrapy

Site = Callable[[dict[str, Any]], TestSite]
PATHS = [f"/2026/02/01/matter-number-{n}-of-the-office" for n in range(8)]
CLOSED = "/2026/02/09/not-for-robots"
NOTICE = 0.05
"""Seconds by which a busy machine may see one request later than it came, and the next one in time."""


def office(robots: Any, **more: Any) -> dict[str, Any]:
    pages = {path: article_page(f"Matter number {n} of the office", n) for n, path in enumerate(PATHS)}
    return {"/": index_page([*PATHS, CLOSED]), CLOSED: "no", "/robots.txt": robots, **pages, **more}


def text(words: str) -> Answer:
    return Answer(words, 200, {"Content-Type": "text/plain"})


def busy(retry_after: Callable[[], str | None]) -> Callable[[int], Answer]:
    """429 at the first visit, a page afterwards."""

    def answer(visit: int) -> Answer:
        if visit > 1:
            return Answer(article_page("A matter that was busy", 9))
        asked = retry_after()
        return Answer("busy", 429, {} if asked is None else {"Retry-After": asked})

    return answer


def in_two_seconds() -> str:
    return formatdate(time.time() + 2, usegmt=True)


def test_two_crawls_at_once_keep_every_promise(site: Site, scrapy: Scrapy, tmp_path: Path) -> None:
    delay = 0.25
    robots = text(f"User-agent: *\nCrawl-delay: {delay}\nDisallow: /2026/02/09/")
    busy_ones = {PATHS[0]: lambda: "1", PATHS[1]: in_two_seconds, PATHS[2]: lambda: None}
    running = site(office(robots, **{path: busy(asked) for path, asked in busy_ones.items()}))
    done: list[Finished] = []

    def crawl(archive: str) -> None:
        done.append(scrapy("crawl", "news", "-a", f"url={running.url}", "-a", f"archive={archive}",
                           "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path))  # fmt: skip

    first, second = (threading.Thread(target=crawl, args=(name,)) for name in ("one", "two"))
    first.start()
    while len(running.visits) < 2:  # it has read robots.txt: before, nobody has promised anything
        time.sleep(0.01)
    second.start()
    first.join()
    second.join()

    visits = running.visits
    assert CLOSED not in running.paths
    assert min(after.at - before.at for before, after in pairwise(visits)) > delay - NOTICE
    for path, least in ((PATHS[0], 1.0), (PATHS[1], 1.0), (PATHS[2], 1.0)):
        refused = next(number for number, visit in enumerate(visits) if visit.path == path)
        assert visits[refused + 1].at - visits[refused].at > least - NOTICE  # whoever asks next, and for what

    hosts = [next(iter(finished.report(name)["hosts"].values())) for finished in done for name in ("one", "two")][:2]
    assert sum(host["requests"] for host in hosts) == len(visits)
    assert [host["violations"] for host in hosts] == [0, 0]
    assert all(host["promises"][-1]["promised_seconds"] == delay for host in hosts)
    assert sum(host["gaps"] for host in hosts) >= len(visits) - 2
    seen = min(after.at - before.at for before, after in pairwise(visits))
    assert delay <= min(host["promises"][-1]["smallest_gap_seconds"] for host in hosts)
    assert min(host["smallest_gap_seconds"] for host in hosts) < seen + NOTICE


def gaps_at(running: TestSite) -> list[float]:
    return [after.at - before.at for before, after in pairwise(running.visits)]


def test_what_two_servers_saw_is_what_their_reports_tell(site: Site, scrapy: Scrapy, tmp_path: Path) -> None:
    """Two hosts with a promise each in one run; one of them grows slow, and is left in peace longer than it asks."""
    tired_of, needs = PATHS[5], 0.3
    steady = site(office(text("User-agent: *\nCrawl-delay: 0.3")))
    tired = site(
        office(text("User-agent: *\nCrawl-delay: 0.1"), **{tired_of: Answer(article_page("Slow", 5), delay=needs)})
    )
    (tmp_path / "sites.txt").write_text(f"{steady.url}\n{tired.url}\n")
    done = scrapy("crawl", "news", "-a", "urls=sites.txt", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path)
    for running, promised in ((steady, 0.3), (tired, 0.1)):
        (host,) = done.report(f"127.0.0.1_{running.port}")["hosts"].values()
        gaps = gaps_at(running)
        assert set(PATHS) <= set(running.paths)
        assert min(gaps) > promised - NOTICE
        assert (host["requests"], host["gaps"], host["violations"]) == (len(gaps) + 1, len(gaps), 0)
        assert promised == host["promised_seconds"]
        assert promised <= host["smallest_gap_seconds"] < min(gaps) + NOTICE  # told without what was on its way
        assert sum(count for _, count in host["histogram"]) == len(gaps)
    slow = tired.paths.index(tired_of)
    gaps = gaps_at(tired)
    assert gaps[slow] > needs + 1.3 * 0.1
    assert gaps[slow] > needs + statistics.median(gaps)


HASTE = "from newscrawler.politeness.pace import Pace; Pace.wait = lambda pace, host: 0.0\n"


def test_a_crawl_that_keeps_no_promise_is_told_on_by_its_report(site: Site, scrapy: Scrapy, tmp_path: Path) -> None:
    promised = 5.0  # far more than any machine takes from one request to the next
    running = site(office(text(f"User-agent: *\nCrawl-delay: {promised}")))
    done = scrapy(
        "crawl",
        "news",
        "-a",
        f"url={running.url}",
        "-a",
        "archive=it",
        "-a",
        "limit=3",
        "-s",
        "NEWSCRAWLER_OUTPUT=.",
        "-s",
        "NEWSCRAWLER_PACE_FILE=none",
        output=tmp_path,
        before=HASTE,
    )
    (host,) = done.report()["hosts"].values()
    too_soon = sum(gap < promised for gap in gaps_at(running))
    assert too_soon >= 4
    assert host["violations"] >= too_soon  # told without what was on its way, so that there may be more
    assert host["smallest_gap_seconds"] < promised
    assert host["least_margin_seconds"] < 0
    pages = list((tmp_path / "it" / "reports").glob("*.html"))
    assert "asked sooner than promised" in pages[0].read_text(encoding="utf-8")


def test_robots_txt_is_looked_at_again_and_waited_for(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    versions = {1: text("User-agent: *\nCrawl-delay: 0.15"), 2: Answer("late", 503)}

    def robots(visit: int) -> Answer:
        return versions.get(visit, text(f"User-agent: *\nDisallow: {PATHS[7]}\nDisallow: {CLOSED}"))

    running = site(office(robots))
    done = crawl_site(running.url, "-s", "NEWSCRAWLER_ROBOTS_AGE=0.5", "-s", "NEWSCRAWLER_ROBOTS_AGAIN=0.4",
                      "-s", "RETRY_TIMES=0", output=tmp_path)  # fmt: skip
    looks = [number for number, path in enumerate(running.paths) if path == "/robots.txt"]
    assert len(looks) >= 3
    assert looks[2] == looks[1] + 1  # nothing was asked for while it could not be had
    assert running.visits[looks[2]].at - running.visits[looks[1]].at > 0.4 - NOTICE
    assert not {PATHS[7], CLOSED} & set(running.paths)
    report = done.report()
    assert report["outcomes"]["archived"] == 7, done.err
    assert report["outcomes"]["forbidden_by_robots"] == 2
    (host,) = report["hosts"].values()
    assert [version["means"] for version in host["robots"]] == ["as written", "status 503", "as written"]
    assert [version["status"] for version in host["robots"]] == [200, None, 200]
    first, _, last = host["robots"]
    assert first["digest"] != last["digest"]
    assert first["crawl_delay"] == 0.15
    for version in (first, last):
        assert (tmp_path / "it" / version["capture"]["file"]).stat().st_size > version["capture"]["offset"]


def test_who_waits_for_a_slow_robots_txt_holds_up_nobody(site: Site, scrapy: Scrapy, tmp_path: Path) -> None:
    quick = site(office(Answer("no", 404)))
    others_are_done = threading.Event()

    def last_page(visit: int) -> str:
        others_are_done.set()
        return article_page("The last matter of the office", 7)

    quick.answers[PATHS[-1]] = last_page
    rules = Answer("User-agent: *\nDisallow: /2026/", 200, {"Content-Type": "text/plain"}, held=others_are_done)
    slow = site(office(rules))
    (tmp_path / "sites.txt").write_text(f"{slow.url}\n{quick.url}\n")
    scrapy("crawl", "news", "-a", "urls=sites.txt", "-s", "CONCURRENT_REQUESTS=2", "-s", "NEWSCRAWLER_OUTPUT=.",
           output=tmp_path)  # fmt: skip
    assert set(PATHS) <= set(quick.paths)
    assert not set(PATHS) & set(slow.paths)
    assert slow.paths[:2] == ["/robots.txt", "/"]
    assert quick.visits[quick.paths.index(PATHS[-1])].at < slow.visits[1].at


def test_a_budget_is_kept_over_runs_and_ends_with_the_day(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(office(Answer("no", 404)))
    today = datetime.now(UTC).replace(hour=12)

    def crawl(day: datetime) -> Finished:
        return crawl_site(running.url, "-s", "NEWSCRAWLER_REQUESTS_A_DAY=6", "-s", f"NEWSCRAWLER_NOW={day.isoformat()}",
                          output=tmp_path)  # fmt: skip

    first = crawl(today)
    assert (len(running.visits), first.report()["finish_reason"], first.code) == (6, "budget", 0)
    assert crawl(today).report()["outcomes"] == {}
    assert len(running.visits) == 6
    next_day = crawl(today + timedelta(days=1))
    assert next_day.report()["goes_on"]
    assert len(next_day.records()) == len(PATHS)
    assert next_day.report()["finish_reason"] == "finished"


def test_nothing_is_asked_in_quiet_hours(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(office(Answer("no", 404)))
    now = datetime.now(UTC).replace(microsecond=0)
    begin, end = now - timedelta(minutes=5), now + timedelta(seconds=3)
    crawl_site(running.url, "-a", "limit=1", "-s", f"NEWSCRAWLER_QUIET_HOURS={begin:%H:%M:%S}-{end:%H:%M:%S}",
               output=tmp_path)  # fmt: skip
    arrived = time.time() - (time.monotonic() - running.visits[0].at)
    assert arrived >= end.timestamp() - NOTICE
