"""Hours in which nothing is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.errors import UsageError
from newscrawler.politeness.pace import Pace
from newscrawler.politeness.quiet_hours import read_quiet_hours

HOUR = 3600.0


@pytest.mark.parametrize(
    ("hours", "moment", "left"),
    [
        ("22:00-06:00", "2026-02-10T21:59:59+00:00", 0),
        ("22:00-06:00", "2026-02-10T22:00:00+00:00", 8 * HOUR),
        ("22:00-06:00", "2026-02-11T05:00:00+00:00", HOUR),
        ("22:00-06:00", "2026-02-11T06:00:00+00:00", 0),
        ("08:00-10:00", "2026-02-11T09:30:00+00:00", HOUR / 2),
        ("22:00-06:00 Europe/Berlin", "2026-02-10T21:00:00+00:00", 8 * HOUR),
        ("22:00-06:00 Europe/Berlin", "2026-07-10T20:00:00+00:00", 8 * HOUR),
        ("22:00-06:00 Europe/Berlin", "2026-03-28T21:00:00+00:00", 7 * HOUR),  # that night has an hour less
        ("02:15-02:45 Europe/Berlin", "2026-10-25T00:30:00+00:00", HOUR / 4),  # an hour that comes twice: the first
        ("02:15-02:45 Europe/Berlin", "2026-10-25T00:50:00+00:00", 0),
        ("02:15-02:45 Europe/Berlin", "2026-10-25T01:30:00+00:00", HOUR / 4),  # and the second
        ("22:00-06:00 Asia/Tokyo", "2026-02-10T12:59:59+00:00", 0),
    ],
)
def test_how_long_they_last(hours: str, moment: str, left: float) -> None:
    assert read_quiet_hours(hours)[0].left(datetime.fromisoformat(moment)) == left


@pytest.mark.parametrize("text", ["22-6", "22:00-06:00 Europe/Nowhere", "22:00-22:00", "25:00-26:00", "a b c d"])
def test_what_cannot_be_read_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="NEWSCRAWLER_QUIET_HOURS"):
        read_quiet_hours(text)


def test_they_may_be_one_hosts_alone() -> None:
    moment = datetime(2026, 2, 10, 23, tzinfo=UTC)
    pace = Pace(1.0, clock=lambda: moment, quiet_hours=read_quiet_hours("example.org 22:00-23:30; 23:00-23:15"))
    assert pace.ready_in("example.org") == HOUR / 2
    assert pace.ready_in("www.example.org") == pace.ready_in("m.example.org:8080") == HOUR / 2  # the same server
    assert pace.ready_in("example.net") == HOUR / 4


@given(
    st.times(), st.times(), st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)),
    st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"]),
)  # fmt: skip
def test_when_they_are_over_they_are_over(begin: object, end: object, moment: datetime, zone: str) -> None:
    words = [f"{time:%H:%M}" for time in (begin, end)]
    if words[0] == words[1]:
        return
    (hours,) = read_quiet_hours(f"{words[0]}-{words[1]} {zone}")
    left = hours.left(moment)
    assert 0 <= left <= 26 * HOUR
    if left > 1:
        assert hours.left(moment + timedelta(seconds=left - 0.5)) <= 2 * HOUR
