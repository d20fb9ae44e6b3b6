"""Spans of time as histograms on one axis, a strip a host: from a millisecond to hours, so the axis is logarithmic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log10

from markupsafe import Markup, escape

_NAME, _RIDGE, _FOOT = 28, 34, 22
"""Pixels for a strip's name, for its histogram under it, and for the axis."""
_TICKS = (
    (0.0001, "0.1 ms"), (0.001, "1 ms"), (0.01, "10 ms"), (0.1, "0.1 s"), (1.0, "1 s"), (10.0, "10 s"),
    (60.0, "1 min"), (600.0, "10 min"), (3600.0, "1 h"), (36000.0, "10 h"),
)  # fmt: skip
_BETWEEN = (2, 5)
"""Further ticks of each decade, where the axis is short."""
LEAST = 1e-4
"""Seconds: shorter spans stand at the left end."""
SHORT, MIDDLING = 1.6, 3.0
"""Decades, up to which an axis has further ticks; on a middling one they go where there is little room."""


@dataclass(slots=True, frozen=True)
class Class:
    """So many spans, longer than `above` and of `most` seconds at most."""

    above: float
    most: float
    count: int
    is_bad: bool = False


@dataclass(slots=True, frozen=True)
class Mark:
    """An upright line at so many seconds."""

    seconds: float
    says: str
    name: str = "mark"
    """Its class in the style."""


@dataclass(slots=True, frozen=True)
class Strip:
    """One histogram."""

    name: str
    classes: Sequence[Class]
    marks: Sequence[Mark] = field(default_factory=tuple)


def classes_of(
    histogram: Iterable[Sequence[float | None]],
    bounds: Sequence[float],
    least: float,
    most: float,
    promised: float = 0.0,
) -> list[Class]:
    """The classes of a report's `histogram` ([seconds at most, count]; None: longer than all `bounds`), the first and
    the last narrowed to what is known of them: no span was shorter than `least` or longer than `most`.
    """
    found = []
    for bound, count in histogram:
        below = [edge for edge in bounds if bound is None or edge < bound]
        above = max(below[-1] if below else 0.0, least * 0.97)
        end = max(most, above * 1.1) if bound is None else bound
        if count:
            found.append(Class(min(above, end * 0.97), end, int(count), end < promised))
    return found


def strips(found: Sequence[Strip], title: str) -> Markup:
    """All strips over one axis. `title` is what a screen reader says."""
    edges = [edge for strip in found for one in strip.classes for edge in (one.above, one.most)]
    edges += [mark.seconds for strip in found for mark in strip.marks if mark.seconds > 0]
    if not edges:
        return Markup("")
    axis = _Axis(max(min(edges), LEAST) / 1.3, max(LEAST, *edges) * 1.3)
    height = len(found) * (_NAME + _RIDGE)
    drawn = [axis.labels(height)]
    for number, strip in enumerate(found):
        drawn += [axis.lines(number * (_NAME + _RIDGE)), _strip(strip, axis, number * (_NAME + _RIDGE))]
    return Markup('<svg class="strips" role="img" aria-label="{}" height="{}">{}</svg>').format(
        escape(title), height + _FOOT, Markup("").join(drawn)
    )


def _strip(strip: Strip, axis: _Axis, y: int) -> Markup:
    ground, most = y + _NAME + _RIDGE, max([1, *(one.count for one in strip.classes)])
    drawn = [Markup('<text class="name" x="0" y="{}">{}</text>').format(y + 21, strip.name)]
    for one in strip.classes:
        left, right = axis.place(one.above), axis.place(one.most)
        height = max(1.0, one.count / most * (_RIDGE - 4))
        says = f"{strip.name}: {one.count:,} between {seconds_in_words(one.above)} and {seconds_in_words(one.most)}"
        drawn.append(
            Markup('<rect class="{}" x="{:.2f}%" y="{:.1f}" width="{:.2f}%" height="{:.1f}"><title>{}</title></rect>')
            .format("hole" if one.is_bad else "bar", left, ground - height, max(right - left, 0.3), height, says)
        )  # fmt: skip
    line = Markup('<rect class="{}" x="{:.2f}%" y="{}" width="2" height="{}"><title>{}</title></rect>')
    drawn += [
        line.format(mark.name, axis.place(mark.seconds), y + _NAME - 1, _RIDGE + 1, mark.says)
        for mark in strip.marks
        if mark.seconds > 0
    ]
    drawn.append(Markup('<line class="ground" x1="0" y1="{0}" x2="100%" y2="{0}"/>').format(ground))
    return Markup("").join(drawn)


class _Axis:
    """Seconds → per cent of the width."""

    def __init__(self, low: float, high: float) -> None:
        self._low = log10(low)
        self._decades = max(log10(high) - self._low, 0.5)

    def place(self, seconds: float) -> float:
        return min(100.0, max(0.0, 100 * (log10(max(seconds, 1e-9)) - self._low) / self._decades))

    def lines(self, y: int) -> Markup:
        """Upright lines through the histogram of the strip at `y`, one a tick."""
        line = Markup('<line x1="{0:.2f}%" y1="{1}" x2="{0:.2f}%" y2="{2}"/>')
        return Markup("").join(line.format(x, y + _NAME, y + _NAME + _RIDGE) for x, *_ in self._ticks())

    def labels(self, height: int) -> Markup:
        """Each tick's seconds, under all strips."""
        text = Markup('<text class="{}{}" x="{:.2f}%" y="{}">{}</text>')
        return Markup("").join(
            text.format("left" if x < 6 else "right" if x > 94 else "middle", more, x, height + 17, label)
            for x, label, more in self._ticks()
        )

    def _ticks(self) -> list[tuple[float, str, str]]:
        """Per cent of the width, what is written there, and further classes of the writing."""
        ticks = [(value, label, "") for value, label in _TICKS]
        if self._decades <= MIDDLING:
            seconds = [10.0**power * factor for power in range(-4, 5) for factor in (1, *_BETWEEN)]
            more = "" if self._decades <= SHORT else " other"
            ticks = [
                (value, seconds_in_words(value), "" if place % 3 == 0 else more) for place, value in enumerate(seconds)
            ]
        places = ((100 * (log10(value) - self._low) / self._decades, label, more) for value, label, more in ticks)
        return [place for place in places if 1 < place[0] < 99]


def seconds_in_words(seconds: float) -> str:
    """`seconds` as people say them.

    >>> [seconds_in_words(value) for value in (0.0004, 0.0213, 0.5, 1.0, 2.04, 75, 5400)]
    ['0.4 ms', '21.3 ms', '0.5 s', '1 s', '2.04 s', '75 s', '1.5 h']
    """
    if seconds < 0.1:
        return f"{seconds * 1000:.3g} ms"
    if seconds < 120:
        return f"{seconds:.3g} s"
    return f"{seconds / 60:.3g} min" if seconds < 5400 else f"{seconds / 3600:.3g} h"
