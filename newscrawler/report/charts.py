"""Plots as inline SVG, drawn from counts: no script, no font, no address. Colours come from the page's style, so that
they follow light and dark; each bar says its own figure when pointed at, and a table under each plot says them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

WIDTH = 720
HEIGHT = 150
FOOT = 22
"""Height of the line of labels under the bars."""
MOST_BARS = 250
"""More days than that are drawn as weeks, more weeks as months, more months as years."""
WIDEST = 90
LATEST_BARS = 400
"""More years than that are not drawn: a page may claim any date."""


@dataclass(slots=True, frozen=True)
class Bar:
    """One bar."""

    label: str
    count: int
    is_hole: bool = False
    """Nothing where there should be something."""


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
    days, outside = _without_far_off(Counter({date.fromisoformat(day): count for day, count in by_day.items()}))
    if not days:
        return Timeline("day", [], outside)
    first, last = min(days), max(days)
    unit, start = next(
        (unit, start) for unit, length, start in _UNITS if (last - first).days / length < MOST_BARS or unit == "year"
    )
    counts: Counter[date] = Counter()
    for day, count in days.items():
        counts[start(day)] += count
    steps = _steps(start, first, last)[-LATEST_BARS:]
    return Timeline(unit, [Bar(_label(unit, step), counts[step], not counts[step]) for step in steps], outside)


def _without_far_off(days: Counter[date]) -> tuple[Counter[date], int]:
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
        return days, 0
    kept = Counter({day: count for day, count in days.items() if first <= day <= last})
    return kept, total - kept.total()


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


def columns(bars: Sequence[Bar], title: str) -> Markup:
    """Upright bars, for what has an order: days, steps of confidence. `title` is what a screen reader says."""
    if not bars:
        return Markup("")
    top = max(bar.count for bar in bars) or 1
    step = WIDTH / len(bars)
    width = min(WIDEST, max(1.0, step - (2 if step > 6 else 0.5)))
    drawn = []
    for place, bar in enumerate(bars):
        height = bar.count / top * (HEIGHT - 16)
        x = place * step + (step - width) / 2
        shape, name = (HEIGHT - 5, "hole") if bar.is_hole else (HEIGHT - max(height, 1), "bar")
        drawn.append(
            Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}: {}</title></rect>')
            .format(name, x, shape, width, HEIGHT - shape, bar.label, bar.count)
        )  # fmt: skip
    return _figure(title, HEIGHT + FOOT, [*drawn, _axis(bars, step), _top(top)])


def _axis(bars: Sequence[Bar], step: float) -> Markup:
    """Labels under a few bars."""
    every = max(1, -(-len(bars) // 7))
    labels = [
        Markup('<text{} x="{:.1f}" y="{}">{}</text>').format(
            Markup(' class="other"') if place // every % 2 else "", place * step + 1, HEIGHT + 18, bars[place].label
        )
        for place in range(0, len(bars), every)
        if place * step < WIDTH - 60 or len(bars) <= 10
    ]
    return Markup('<line x1="0" y1="{0}" x2="{1}" y2="{0}"/>').format(HEIGHT, WIDTH) + Markup("").join(labels)


def _top(top: int) -> Markup:
    return Markup('<text class="top" x="{}" y="11">{}</text>').format(WIDTH, f"{top:,}")


def rows(counts: Sequence[tuple[str, int]], title: str) -> Markup:
    """Lying bars with their names, for what has none: sections, outcomes."""
    if not counts:
        return Markup("")
    top, height, names = max(count for _, count in counts) or 1, 24, 230
    drawn = []
    for place, (name, count) in enumerate(counts):
        y = place * height
        shown = name if len(name) <= 34 else name[:33] + "…"
        drawn.append(
            Markup(
                '<text class="name" x="{}" y="{}"><title>{}</title>{}</text>'
                '<rect class="bar" x="{}" y="{}" width="{:.1f}" height="16"/><text x="{:.1f}" y="{}">{}</text>'
            ).format(
                names - 8, y + 16, name, shown, names, y + 4, max(1, count / top * (WIDTH - names - 110)),
                names + 6 + count / top * (WIDTH - names - 110), y + 16, f"{count:,}",
            )
        )  # fmt: skip
    return _figure(title, len(counts) * height, drawn)


def _figure(title: str, height: int, parts: Sequence[Markup]) -> Markup:
    return Markup('<svg role="img" viewBox="0 0 {} {}" aria-label="{}">{}</svg>').format(
        WIDTH, height, escape(title), Markup("").join(parts)
    )
