"""How long an article is left alone."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from newscrawler.archive.curve import FACTOR, LEAST, MOST, YOUNG, Curve, default_wait

AGES = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000))


@given(AGES)
def test_the_default_is_kept_where_nothing_was_seen(age: timedelta) -> None:
    assert abs(Curve().wait(age) - default_wait(age)) < timedelta(seconds=1)


@given(AGES, st.integers(0, 1000), st.floats(0, 1e10))
def test_every_wait_is_bounded_whatever_was_seen(age: timedelta, edits: int, seconds: float) -> None:
    wait = Curve(dict.fromkeys(range(14), (seconds, edits))).wait(age)
    assert LEAST <= wait <= MOST
    assert default_wait(age) / FACTOR - LEAST <= wait <= default_wait(age) * FACTOR


def test_a_daily_job_finds_every_young_article_due() -> None:
    assert all(default_wait(timedelta(hours=hours)) < timedelta(days=1) for hours in range(int(YOUNG.days * 24) + 1))


def test_a_site_that_edits_much_is_looked_at_more_often_than_one_that_never_does() -> None:
    busy, still = Curve(), Curve()
    for _ in range(1000):
        busy.note(timedelta(days=5), timedelta(days=1), is_edited=True)
        still.note(timedelta(days=5), timedelta(days=1), is_edited=False)
    age = timedelta(days=5)  # bins are by doubling: this one holds 64 to 128 hours
    assert busy.wait(age) < default_wait(age) / 3
    assert still.wait(age) > default_wait(age) * 1.5
    assert busy.wait(timedelta(days=100)) == default_wait(timedelta(days=100))  # of that age nothing was seen


def test_one_look_moves_almost_nothing() -> None:
    curve, age = Curve(), timedelta(days=5)
    curve.note(age, timedelta(days=1), is_edited=True)
    assert default_wait(age) * 0.9 < curve.wait(age) <= default_wait(age)
