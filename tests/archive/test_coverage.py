"""What is missing from an archive, by its days."""

from __future__ import annotations

from datetime import date, timedelta
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from newscrawler.archive.coverage import holes

START = date(2026, 1, 5)  # a Monday


def days(counts: list[int]) -> dict[str, int]:
    return {(START + timedelta(days=number)).isoformat(): count for number, count in enumerate(counts)}


def found(counts: list[int]) -> list[int]:
    return [(date.fromisoformat(hole.day) - START).days for hole in holes(days(counts))]


def test_a_day_without_articles_between_days_with_many() -> None:
    week = [30, 31, 29, 33, 28, 12, 9]
    counts = week * 5
    counts[16] = 0
    assert found(counts) == [16]
    counts[17] = 2
    assert found(counts) == [16, 17]


def test_quiet_weekends_and_quiet_sites_have_no_holes() -> None:
    assert found([30, 31, 29, 33, 28, 0, 0] * 6) == []
    assert found([2, 0, 1, 0, 3, 0, 0] * 6) == []


def test_old_articles_make_no_holes_before_the_time_when_many_are_usual() -> None:
    counts = [20, 21, 19, 22, 20, 18, 20] * 5
    for earlier in ({"2024-06-03": 1}, {"2024-06-03": 9, "2025-11-20": 5}, {"2025-12-30": 1, "2026-01-02": 2}):
        assert holes(days(counts) | earlier) == []
    silent = {day: count for day, count in days(counts * 4).items() if not "2026-02-09" <= day < "2026-03-20"}
    named = [hole.day for hole in holes(silent | {"2024-06-03": 1})]
    assert (named[0], named[-1]) == ("2026-02-09", "2026-03-19")


def test_an_archive_of_a_few_days_is_judged_by_the_days_around() -> None:
    assert found([20, 22, 0, 21, 19]) == [2]


def test_a_page_that_claims_a_day_long_ago_costs_nothing() -> None:
    counts = [30, 31, 29, 33, 28, 12, 9] * 5
    counts[16] = 0
    spent = []
    for _ in range(3):  # whoever collects rubbish in between does so once
        began = process_time()
        found = holes(days(counts) | {"0001-01-01": 1, "1900-01-01": 9})
        spent.append(process_time() - began)
    assert [hole.day for hole in found] == ["2026-01-21"]
    assert min(spent) < 0.1  # 740,000 days, one by one, took 4 s, and those before year 1 a traceback


@given(st.dictionaries(st.one_of(st.text(max_size=12), st.dates().map(str)), st.integers(0, 99), max_size=4))
def test_hostile_days_raise_nothing(counts: dict[str, int]) -> None:
    assert all(hole.found <= 99 for hole in holes(counts))
