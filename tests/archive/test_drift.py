"""What reports say together: lost fields, shrunken bodies, silent channels, windows that rolled past."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from exchanges_of_ours import article, opened

from newscrawler.archive.drift import drift, rolled_windows, silent_channels
from newscrawler.archive.usual import Shortfall, shortfall


def run(lines: int = 2, no_body: int = 0, length: int = 2000, **missing: int) -> dict[str, Any]:
    return {
        "records_written": lines, "outcomes": {"no_body": no_body}, "states": {"live": lines},
        "missing_fields": missing, "bodies": {"count": lines, "median": length},
    }  # fmt: skip


WELL = [run() for _ in range(12)]


@pytest.mark.parametrize(
    ("latest", "words"),
    [
        (run(authors=2), "no authors"),
        (run(title=1), "no title"),
        (run(length=300), "300 characters now, 2000 before"),
        (run(lines=0, no_body=2), "no body"),
    ],
)
def test_a_change_of_layout_is_seen_over_several_small_runs(latest: dict[str, Any], words: str) -> None:
    assert not drift([latest, *WELL])
    (said,) = drift([latest] * 4 + WELL)
    assert words in said


def test_what_was_never_there_is_not_lost() -> None:
    assert not drift([run(authors=2)] * 4 + [run(authors=1)] * 12)
    assert not drift([run(authors=2)] * 20)
    assert not drift(WELL)


def test_reports_that_are_not_ours_say_nothing() -> None:
    odd: dict[str, Any] = {"records_written": "many", "channels": {"a": 1}, "outcomes": [], "bodies": None}
    assert drift([odd] * 30) == silent_channels([odd] * 30) == rolled_windows([odd] * 30) == []
    assert silent_channels([]) == rolled_windows([]) == []


def channel(articles: int, unseen: int = 0, url: str = "https://example.org/feed/") -> dict[str, Any]:
    return {"channels": [{"channel": "feed", "url": url, "requests": 1, "articles": articles, "unseen": unseen}]}


def test_a_channel_that_fell_silent_is_named_and_one_that_always_was_is_not() -> None:
    assert silent_channels([channel(0), channel(10), channel(9), channel(10)])
    assert not silent_channels([channel(0), channel(10), channel(0), channel(10)])
    assert not silent_channels([channel(0), channel(10), channel(9)])


def test_a_run_that_went_on_with_another_asked_for_the_rest_alone() -> None:
    assert not silent_channels([channel(0) | {"goes_on": True}, channel(10), channel(9), channel(10)])


def test_an_index_whose_newest_sitemap_is_empty_yet_has_not_fallen_silent() -> None:
    """On the first of a month; the last month's is left alone."""
    latest = channel(0)
    latest["channels"][0]["settled"] = 1
    assert not silent_channels([latest, channel(10), channel(9), channel(10)])


def test_a_feed_of_which_everything_is_new_has_rolled_past() -> None:
    assert rolled_windows([channel(10, 10), channel(10, 3)])
    assert not rolled_windows([channel(10, 9), channel(10, 3)])
    assert not rolled_windows([channel(10, 10)])


def test_a_news_sitemap_that_had_run_empty_lost_nothing() -> None:
    """It holds two days, and the site publishes twice a week."""
    url = "https://example.org/news-sitemap.xml"
    kind = {"channel": "sitemap"}
    runs = [channel(named, unseen, url) for named, unseen in [(1, 1), (0, 0), (1, 0), (1, 1), (0, 0)]]
    for run in runs:
        run["channels"][0] |= kind
    assert not rolled_windows(runs)
    assert not rolled_windows(runs[3:])
    assert rolled_windows([runs[0], *runs[2:]])


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([11, 20, 22, 19, 20, 21], None),  # more than half
        ([9, 20, 40, 5, 30, 12], None),  # less than half of the median, but days differ much here
        ([3, 20, 22, 19, 20, 21], Shortfall(3, 20.0)),
        ([0, 20, 22, 19], None),  # too few days to know
        ([0, 2, 3, 2, 1, 2], None),  # a quiet site
        ([0] + [30, 31, 29, 33, 28, 30, 0] * 4, None),  # this weekday is quiet
        ([0] + [30, 31, 29, 33, 28, 30, 31] * 4, Shortfall(0, 31.0)),
    ],
)
def test_far_fewer_than_usual(days: list[int], expected: Shortfall | None) -> None:
    assert shortfall(days) == expected


@pytest.mark.parametrize(
    ("form", "west", "at"),  # of a date; hours that its clock is behind UTC; hours (UTC) of the daily run
    [("%Y-%m-%d", 8, 16), ("%Y-%m-%d", 0, 1), ("%Y-%m-%d", -8, 1), ("%Y-%m-%dT%H:%M:%S", 8, 16)],
)
def test_each_morning_is_not_the_day_on_which_a_site_fell_silent(tmp_path: Path, form: str, west: int, at: int) -> None:
    """Whether or not it says the hour, or the clock, of what it published."""
    begin, told = datetime(2026, 3, 1, at, tzinfo=UTC), 0
    moments = [begin + timedelta(hours=hour) for hour in range(24 * 9) if 9 <= (begin.hour + hour - west) % 24 < 18]
    for day in range(1, 10):
        now = begin + timedelta(days=day)
        archive = opened(tmp_path / "it", lambda now=now: now, f"run-{day}")
        while told < len(moments) and moments[told] <= now:
            stated = (moments[told] - timedelta(hours=west)).strftime(form)
            archive.put(article(f"Story {told}.", slug=f"{told:x}", title=f"{told}", date_published=stated))
            told += 1
        assert day < 7 or archive.shortfall() is None
        archive.close()
    archive = opened(tmp_path / "it", lambda: now + timedelta(days=1), "run-10")
    assert archive.shortfall() is not None  # now it did
    archive.close()
