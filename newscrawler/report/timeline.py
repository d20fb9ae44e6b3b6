"""Counts by day as bars over time: in the finest unit that a plot can show, without gaps, wrong dates left aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from newscrawler.report.charts import Bar

MOST_BARS = 250
"""More days than that are drawn as weeks, more weeks as months, more months as years."""
LATEST_BARS = 400
"""More years than that are not drawn: a page may claim any date."""


@dataclass(slots=True, frozen=True)
class Timeline:
    """Counts over time, without gaps."""

    unit: str
    """`day`, `week`, `month` or `year`."""
    bars: list[Bar]
    outside: int
    """Counted, but so far off in time that it is not drawn."""

    @property
    def holes(self) -> int:
        """Units with nothing, between others with something."""
        return sum(bar.is_hole for bar in self.bars)


def timeline(by_day: Counter[str]) -> Timeline:
    """The bars of `by_day` (ISO days), in the finest unit that a plot can show.

    >>> timeline(Counter({"2026-01-01": 2, "2026-01-03": 1})).bars[1]
    Bar(label='2026-01-02', count=0, is_hole=True)
    """
    days = _without_far_off(Counter({date.fromisoformat(day): count for day, count in by_day.items()}))
    if not days:
        return Timeline("day", [], 0)
    first, last = min(days), max(days)
    unit, start = next(
        (unit, start) for unit, length, start in _UNITS if (last - first).days / length < MOST_BARS or unit == "year"
    )
    counts: Counter[date] = Counter()
    for day, count in days.items():
        counts[start(day)] += count
    if unit == "year":
        first = max(first, date(max(1, last.year - LATEST_BARS + 1), 1, 1))
    steps = _steps(start, first, last)
    bars = [Bar(_label(unit, step), counts[step], not counts[step]) for step in steps]
    return Timeline(unit, bars, by_day.total() - sum(bar.count for bar in bars))


def _without_far_off(days: Counter[date]) -> Counter[date]:
    """`days` without the few (a hundredth at each end) whose loss halves the time to be shown: wrong dates, mostly."""
    order, total = sorted(days), days.total()
    ends = []
    for ordered in (order, order[::-1]):
        dropped = place = 0
        while place < len(ordered) - 1 and dropped + days[ordered[place]] <= total / 100:
            dropped += days[ordered[place]]
            place += 1
        ends.append(ordered[place] if ordered else None)
    first, last = ends
    if first is None or last is None or (last - first).days * 2 > (order[-1] - order[0]).days:
        return days
    return Counter({day: count for day, count in days.items() if first <= day <= last})


def _steps(start: Callable[[date], date], first: date, last: date) -> list[date]:
    """The first days of the units from that of `first` to that of `last`."""
    step, steps = start(first), [start(first)]
    while step < start(last):
        step = next(later for later in (start(step + timedelta(days=days)) for days in _LONGEST) if later > step)
        steps.append(step)
    return steps


_LONGEST = (1, 7, 32, 366)
"""Days after which the next unit has begun, from the shortest unit to the longest."""
_UNITS: tuple[tuple[str, int, Callable[[date], date]], ...] = (
    ("day", 1, lambda day: day),
    ("week", 7, lambda day: day - timedelta(days=min(day.weekday(), day.toordinal() - 1))),
    ("month", 30, lambda day: day.replace(day=1)),
    ("year", 365, lambda day: day.replace(month=1, day=1)),
)
"""Each unit, its days, and the first day of the one that a day is in."""


def _label(unit: str, start: date) -> str:
    if unit == "year":
        return f"{start.year:04}"
    return start.isoformat()[:7] if unit == "month" else start.isoformat()
