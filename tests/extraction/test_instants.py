"""How a date on a page becomes ISO 8601."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction.instants import parse_instant
from newscrawler.extraction.local_days import days_of, is_local_day, localised, same_elsewhere

READ = [
    ("2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z"),
    ("2026-03-04T05:06:07.123+0530", "2026-03-04T05:06:07+05:30"),
    ("2026-03-04 05:06", "2026-03-04T05:06:00"),
    ("2026-03-04T00:00:00", "2026-03-04"),  # midnight without a zone: a day
    ("2026-03-04T00:00:00+01:00", "2026-03-04T00:00:00+01:00"),
    ("20260304", "2026-03-04"),
    ("20260304T0506", "2026-03-04T05:06:00"),
    ("1772600767", "2026-03-04T05:06:07Z"),
    ("1772600767000", "2026-03-04T05:06:07Z"),
    ("Wed, 04 Mar 2026 05:06:07 GMT", "2026-03-04T05:06:07Z"),
    ("Wed Mar 04 05:06:07 CET 2026", "2026-03-04T05:06:07+01:00"),
    ("Wed Mar 04 2026 05:06:07 GMT+0000 (Coordinated Universal Time)", "2026-03-04T05:06:07Z"),
    ("March 4, 2026", "2026-03-04"),
    ("Published: 4th of March 2026 at 5.06 pm", "2026-03-04T17:06:00"),
    ("Mar. 4, 2026, 5 p.m.", "2026-03-04T17:00:00"),
    ("12:06 AM EST, March 4, 2026", "2026-03-04T00:06:00-05:00"),
    ("4. März 2026, 05:06 Uhr", "2026-03-04T05:06:00"),
    ("04.03.2026", "2026-03-04"),
    ("4 de marzo de 2026", "2026-03-04"),
    ("1er mars 2026 à 5h06", "2026-03-01T05:06:00"),
    ("4 марта 2026, 05:06", "2026-03-04T05:06:00"),
    ("2026年3月4日 05:06", "2026-03-04T05:06:00"),
    ("2026년 3월 4일", "2026-03-04"),
    ("2026/03/04", "2026-03-04"),
    ("04/03/2026 - 05:06", "2026-03-04T05:06:00"),
    ("04-Mar-2026", "2026-03-04"),
]
NOT_READ = [
    "",
    "two days ago",
    "6 min read",
    "March 2026",
    "31/31/2026",
    "99999999",
    "1066-10-14",
    "call 555-2026",
    "v1.2.3",
]


@pytest.mark.parametrize(("text", "instant"), READ)
def test_read(text: str, instant: str) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize("text", NOT_READ)
def test_not_read(text: str) -> None:
    assert parse_instant(text) is None


def test_month_first_is_the_callers_word() -> None:
    assert parse_instant("03/04/2026", month_first=True) == "2026-03-04"
    assert parse_instant("03/04/2026") == "2026-04-03"
    assert parse_instant("25/12/2026", month_first=True) == "2026-12-25"  # no month 25


def test_other_languages_go_to_dateparser() -> None:
    assert parse_instant("4 मार्च 2026", language="hi") == "2026-03-04"
    assert parse_instant("4 मार्च 2026") is None


@given(st.text(max_size=300))
def test_never_raises_and_gives_iso(text: str) -> None:
    instant = parse_instant(text)
    assert instant is None or datetime.fromisoformat(instant)


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.timezones()))
def test_iso_with_an_offset_keeps_it(moment: datetime) -> None:
    text = moment.replace(microsecond=0).isoformat()
    read = parse_instant(text)
    assert read is not None
    assert datetime.fromisoformat(read) == datetime.fromisoformat(text)
    assert datetime.fromisoformat(read).utcoffset() == moment.utcoffset()


def test_days() -> None:
    assert days_of("2026-03-04") == {"2026-03-04"}
    assert days_of("2026-03-04T23:30:00-05:00") == {"2026-03-04", "2026-03-05"}


@pytest.mark.parametrize(
    ("utc", "local", "possible"),
    [
        ("2026-03-04T03:00:00Z", "2026-03-03", True),  # evening in America
        ("2026-03-04T15:00:00Z", "2026-03-03", False),
        ("2026-03-04T13:00:00Z", "2026-03-05", True),  # morning in New Zealand
        ("2026-03-04T03:00:00Z", "2026-03-05", False),
        ("2026-03-04T03:00:00Z", "2026-03-08", False),
    ],
)
def test_local_days(utc: str, local: str, possible: bool) -> None:
    assert is_local_day(utc, local) is possible


def test_the_sites_own_zone() -> None:
    utc = "2026-03-04T01:30:00Z"
    assert localised(utc, "2026-03-03T20:30:00", []) == "2026-03-03T20:30:00-05:00"  # shown: half past eight
    assert localised(utc, "2026-03-03", ["2026-03-05T08:00:00-05:00"]) == "2026-03-03T20:30:00-05:00"
    assert localised(utc, "2026-03-03", []) == "2026-03-03"  # no offset is made up
    assert localised(utc, "2026-03-04", []) == utc
    assert same_elsewhere(utc, ["2026-03-04T02:00:00Z", "2026-03-04T02:30:00+01:00"]) == "2026-03-04T02:30:00+01:00"
    assert same_elsewhere(utc, ["2026-03-04T02:30:00"]) is None
