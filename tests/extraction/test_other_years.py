"""Years that are not counted from Christ's birth, and what must not be taken for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction.instants import date_span, parse_instant
from newscrawler.extraction.other_years import gregorian

READ = [
    ("令和7年10月3日", "2025-10-03"),
    ("平成元年4月1日 10時30分", "1989-04-01T10:30:00"),
    ("昭和64年1月7日", "1989-01-07"),
    ("更新 令和７年１０月３日", "2025-10-03"),
    ("12 พ.ย. 2568", "2025-11-12"),
    ("12 พฤศจิกายน 2568 เวลา 10:30 น.", "2025-11-12T10:30:00"),
    ("3 พ.ย. 68", "2025-11-03"),
    ("3 ธันวาคม พ.ศ. 2568", "2025-12-03"),
    ("12 พฤศจิกายน 2025", "2025-11-12"),
    ("วันที่ 12/11/2568", "2025-11-12"),
    ("۱۴۰۴/۰۸/۲۱ - ۱۰:۳۰", "2025-11-12T10:30:00"),
    ("۲۱ آبان ۱۴۰۴", "2025-11-12"),
    ("چهارشنبه 21 آبان 1404", "2025-11-12"),
    ("۲۰۲۵-۱۱-۱۲", "2025-11-12"),
]
UNREAD = [
    "12/11/2568",  # nothing says that this is Thailand's count
    "12 พ.ย. 25",  # 2025, or 2525
    "31 ก.พ. 2569",
    "ราคา 12.50 บาท",
    "ประกาศ 2569",
    "令和の3日",
    "令和0年1月1日",
    "平成99年13月1日",
    "۱۴۴۷/۰۵/۲۱",  # the other count of Muslim countries, whose months follow the moon
    "۱۴۰۴/۱۲/۳۰",  # no leap year
    "تلفن ۰۲۱-۱۴۰۴",
]


@pytest.mark.parametrize(("text", "instant"), READ)
def test_read(text: str, instant: str) -> None:
    assert parse_instant(text) == instant
    span = date_span(text)
    assert span is not None
    assert span[1] <= len(text)


@pytest.mark.parametrize("text", UNREAD)
def test_unread(text: str) -> None:
    assert parse_instant(text) is None


def test_leap_years_of_iran() -> None:
    new_years = {
        1375: (1996, 3, 20),
        1388: (2009, 3, 21),
        1395: (2016, 3, 20),
        1400: (2021, 3, 21),
        1408: (2029, 3, 20),
    }
    assert {year: gregorian(year, 1, 1) for year in new_years} == {year: date(*day) for year, day in new_years.items()}
    assert gregorian(1399, 12, 30) == date(2021, 3, 20)


@given(st.integers(1331, 1428), st.integers(1, 12), st.integers(1, 29))
def test_days_follow_each_other(year: int, month: int, day: int) -> None:
    first, second = gregorian(year, month, day), gregorian(year, month, day + 1) if day < 29 else None
    assert first is not None
    assert second is None or second - first == timedelta(days=1)
    following = gregorian(year + (month == 12), month % 12 + 1, 1)
    assert following is not None
    assert 29 <= (following - first).days + day - 1 <= 31


@given(st.text(alphabet="令和平成昭年月日元 0123456789۰۱۴/.-พ.ศยค:", max_size=60))
def test_never_raises(text: str) -> None:
    parse_instant(text)
    date_span(text)
