"""What reports say together: lost fields, shrunken bodies, silent channels, windows that rolled past."""

from __future__ import annotations

from typing import Any

import pytest

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


def test_an_index_whose_newest_sitemap_is_empty_yet_has_not_fallen_silent() -> None:
    """On the first of a month; the last month's is left alone."""
    latest = channel(0)
    latest["channels"][0]["settled"] = 1
    assert not silent_channels([latest, channel(10), channel(9), channel(10)])


def test_a_feed_of_which_everything_is_new_has_rolled_past() -> None:
    assert rolled_windows([channel(10, 10), channel(10, 3)])
    assert not rolled_windows([channel(10, 9), channel(10, 3)])
    assert not rolled_windows([channel(10, 10)])


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
