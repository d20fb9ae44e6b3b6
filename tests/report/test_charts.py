"""What is drawn, from counts of any kind."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newscrawler.report.charts import Bar, columns, lying
from newscrawler.report.strips import Class, Mark, Strip, classes_of, strips
from newscrawler.report.timeline import LATEST_BARS, MOST_BARS, timeline


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2026-01-01", "2026-03-01", "day"),
        ("2025-01-01", "2026-03-01", "week"),
        ("2018-01-01", "2026-03-01", "month"),
        ("1970-01-01", "2026-03-01", "year"),
        ("0001-01-01", "9999-12-31", "year"),
    ],
)
def test_the_finest_unit_that_a_plot_can_show(first: str, last: str, unit: str) -> None:
    found = timeline(Counter({first: 1, last: 1}))
    assert found.unit == unit
    assert len(found.bars) <= (LATEST_BARS if unit == "year" else MOST_BARS)


def test_a_few_wrong_dates_do_not_flatten_the_plot_and_are_told_of() -> None:
    days = Counter({f"2026-01-{day:02}": 40 for day in range(1, 31)}) + Counter({"1970-01-01": 3, "2099-01-01": 1})
    found = timeline(days)
    assert (found.unit, len(found.bars), found.outside) == ("day", 30, 4)


@given(st.dictionaries(st.dates().map(date.isoformat), st.integers(1, 1000), max_size=30))
def test_every_article_is_drawn_or_told_of(days: dict[str, int]) -> None:
    found = timeline(Counter(days))
    assert sum(bar.count for bar in found.bars) + found.outside == sum(days.values())


def test_nothing_is_drawn_where_nothing_was_counted_but_a_hole() -> None:
    plot = columns([Bar("0", 0), Bar("1", 2), Bar("2", 0, is_hole=True)], "Articles")
    assert [(rect.get("class"), rect.findtext("title")) for rect in etree.fromstring(plot).iter("rect")] == [
        ("bar", "1: 2"), ("hole", "2: 0"),
    ]  # fmt: skip


SECONDS = st.floats(0, 1e9)


@given(st.lists(st.tuples(st.text(max_size=60), st.integers(0, 10**9), SECONDS), max_size=20), st.text(max_size=30))
def test_plots_are_well_formed_whatever_the_names(found: list[tuple[str, int, float]], title: str) -> None:
    bars = [Bar(name, count) for name, count, _ in found]
    hosts = [Strip(name, [Class(seconds, seconds * 2, count)], [Mark(seconds, name)]) for name, count, seconds in found]
    drawn = [columns(bars, title), strips(hosts, title), lying([bar.count for bar in bars], 1)]
    for plot in filter(None, drawn):
        text = "".join(character for character in plot if character.isprintable())
        tree = etree.fromstring(text.encode("utf-8", "replace"))
        assert tree.get("aria-label") is not None or tree.get("aria-hidden") == "true"


def test_a_gap_that_was_too_short_stands_out_and_no_other_does() -> None:
    bounds = (0.5, 1.0, 2.0)
    assert [one.is_bad for one in classes_of([[0.5, 1], [2.0, 9]], bounds, 0.4, 0.0, 1.0)] == [True, False]
    (one,) = classes_of([[2.0, 9]], bounds, 1.5, 0.0, 1.0)
    assert 1.4 < one.above < 1.5  # narrowed to the smallest that is known
    (longest,) = classes_of([[None, 1]], bounds, 0.0, 7.0)
    assert (longest.above, longest.most) == (2.0, 7.0)
