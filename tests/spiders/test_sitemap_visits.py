"""Which old sitemaps a run leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from loopback import TestSite
from pages_of_ours import article_page, index_page
from running import Scrapy

from newscrawler.archive.looks import Known
from newscrawler.archive.validators import Validators
from newscrawler.discovery.entries import Entry, Further
from newscrawler.outcomes import Outcome
from newscrawler.spiders.sitemap_visits import is_contradicted, is_settled, stamp_of

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
LAST = "2026-02-10T11:00:00Z"
"""When the last crawl began that came to its end."""
OLD = "2025-02-10T11:00:00Z"
READ = Known(
    number=1, is_asked=False, url="https://example.org/sitemap-7.xml", call=orjson.dumps({"callback": "x"}).decode(),
    told=None, depth=1, priority=0, article=None, visited_at="2026-02-10T11:00:05Z", next_visit=None,
    validators=Validators(), full_at=None, in_a_row=0, outcome=Outcome.NOT_MODIFIED, is_queued=False,
)  # fmt: skip
TOLD = replace(READ, call=orjson.dumps({"arguments": {"asked": {"modified": OLD}}}).decode())


def sitemap(modified: str | None, name: str = "7") -> Further:
    return Further(url=f"https://example.org/sitemap-{name}.xml", modified=modified)


@pytest.mark.parametrize(
    ("one", "known", "settled"),
    [
        (sitemap(OLD), READ, True),
        (sitemap(OLD), TOLD, True),
        (sitemap(OLD), None, False),  # nobody has told of it
        (sitemap("2025-02-10T12:00:00Z"), TOLD, False),  # another time than when it was asked for
        (sitemap(OLD), replace(READ, outcome="timed_out"), False),
        (sitemap(OLD), replace(READ, visited_at="2025-09-01T00:00:00Z"), False),  # not believed for ever
        (sitemap("2026-02-10T11:30:00Z"), READ, False),  # changed since
        (sitemap("2026-02-10"), READ, False),  # a day lasts to its end, on whatever clock
        (sitemap("2026-02-03"), READ, True),
        (sitemap("nonsense"), READ, False),
        (sitemap(None), READ, False),
        (sitemap(None, "2019-02"), READ, True),  # its name tells of its time
        (sitemap(None, "2026-02"), READ, False),
        (sitemap("2027-01-01T00:00:00Z"), READ, False),
    ],
)
def test_a_sitemap_is_left_alone_where_nothing_in_it_can_be_new(
    one: Further, known: Known | None, settled: bool
) -> None:
    assert is_settled(one, known, LAST, NOW) is settled


def test_the_newest_ones_and_all_of_a_first_crawl_are_asked_for() -> None:
    assert not is_settled(sitemap(OLD), READ, LAST, NOW, place=0)
    assert is_settled(sitemap(OLD), READ, LAST, NOW, place=1)
    assert not is_settled(sitemap(None, "2019-02"), READ, LAST, NOW, place=3)
    assert not is_settled(sitemap(OLD), READ, None, NOW)


def test_an_index_that_tells_one_time_of_all_is_believed_for_a_day() -> None:
    named = [sitemap(OLD, str(number)) for number in range(9)]
    assert stamp_of(named) == stamp_of([*named, sitemap(LAST, "now")]) == OLD
    assert stamp_of([sitemap(OLD), sitemap(LAST), sitemap("2024-05-01")]) is None
    assert stamp_of([sitemap(OLD), sitemap(None, "9")]) is stamp_of([]) is None
    assert is_settled(sitemap(OLD), READ, LAST, NOW, is_stamped=True)
    two_days_ago = replace(READ, visited_at="2026-02-08T11:00:05Z")
    assert is_settled(sitemap(OLD), two_days_ago, LAST, NOW)
    assert not is_settled(sitemap(OLD), two_days_ago, LAST, NOW, is_stamped=True)


def test_a_name_that_tells_of_a_time_goes_before_a_stamp() -> None:
    two_days_ago = replace(READ, visited_at="2026-02-08T11:00:05Z")
    assert is_settled(sitemap(OLD, "2019-02"), two_days_ago, LAST, NOW, is_stamped=True)
    assert not is_settled(sitemap(OLD, "2026-02"), two_days_ago, LAST, NOW, is_stamped=True)


@pytest.mark.parametrize(
    ("modified", "latest", "contradicted"),
    [
        (OLD, "2026-02-10T11:00:00Z", True),
        (OLD, "2025-02-10T20:00:00Z", False),  # on a clock that is half a day off
        (OLD, "2027-01-01", False),  # an evening that is announced
        (OLD, "nonsense", False),
        (OLD, "", False),
        ("nonsense", "2026-02-10T11:00:00Z", False),
    ],
)
def test_an_index_is_contradicted_by_what_is_later_than_its_word(
    modified: str, latest: str, contradicted: bool
) -> None:
    entries = [Entry(url="https://example.org/a"), Entry(url="https://example.org/b", modified=latest)]
    assert is_contradicted(modified, entries, NOW) is contradicted


def test_a_new_article_in_an_undated_sitemap_is_found_though_the_index_tells_one_day_for_ever(
    crawl_site: Scrapy, site: Callable[[dict[str, Any]], TestSite], tmp_path: Path
) -> None:
    """Neither the front page nor a feed names it; the index would be believed for 90 days."""
    names = [f"/sitemap-part{number}.xml" for number in range(4)]
    stories = {f"/harbour/the-boats-of-part-{n}-are-counted": article_page(f"Boats of part {n}", n) for n in range(5)}
    *old, new = stories
    rows = "".join(f"<sitemap><loc>{name}</loc><lastmod>2022-03-01</lastmod></sitemap>" for name in names)
    lists = [f"<urlset><url><loc>{path}</loc></url></urlset>" for path in old]
    maps: dict[str, Any] = dict(zip(names, lists, strict=True))
    before, after = lists[3], f"<urlset><url><loc>{old[3]}</loc></url><url><loc>{new}</loc></url></urlset>"
    maps[names[3]] = lambda count: before if count == 1 else after
    index = {"/robots.txt": "Sitemap: /sitemap.xml", "/sitemap.xml": f"<sitemapindex>{rows}</sitemapindex>"}
    running = site({"/": index_page([]), **index, **maps, **stories})
    for day in (10, 12):
        done = crawl_site(running.url, "-s", f"NEWSCRAWLER_NOW=2026-02-{day}T12:00:00Z", output=tmp_path)
    assert len(done.records()) == len(stories), done.err
    assert running.paths.count(new) == 1
