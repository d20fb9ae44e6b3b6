"""Plots as inline SVG, drawn from counts: no script, no font, no address. Colours come from the page's style, so that
they follow light and dark. Places across are shares of the width and everything else is in pixels, so that writing has
the same size on a telephone; each bar says its own figure when pointed at, and a table says them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

HEIGHT = 150
"""Pixels from the ground to the highest bar."""
_HEAD, _FOOT = 12, 22
"""Room over the highest bar, and for the labels under the ground."""
_LABELS = 6
"""As many are written under the bars."""
_WIDEST = 10.0
"""Per cent of the width that a bar takes at most."""


@dataclass(slots=True, frozen=True)
class Bar:
    """One bar."""

    label: str
    count: int
    is_hole: bool = False
    """Nothing where there should be something."""


def columns(bars: Sequence[Bar], title: str) -> Markup:
    """Upright bars, for what has an order: days, steps of confidence. `title` is what a screen reader says."""
    if not bars:
        return Markup("")
    lines = _lines(max(bar.count for bar in bars))
    top, step = lines[-1], 100 / len(bars)
    width = min(_WIDEST, step * (0.8 if len(bars) < 120 else 0.9))
    drawn = [_line(_height(value, top)) for value in lines]
    for place, bar in enumerate(bars):
        if not bar.count and not bar.is_hole:
            continue
        y = HEIGHT + _HEAD - 5 if bar.is_hole else min(_height(bar.count, top), HEIGHT + _HEAD - 1)
        drawn.append(
            Markup('<rect class="{}" x="{:.2f}%" y="{:.1f}" width="{:.2f}%" height="{:.1f}"><title>{}</title></rect>')
            .format("hole" if bar.is_hole else "bar", place * step + (step - width) / 2, y, width,
                    HEIGHT + _HEAD - y, f"{bar.label}: {bar.count:,}")
        )  # fmt: skip
    scale = [
        Markup('<text x="100%" y="{:.1f}">{}</text>').format(_height(value, top) + 4, f"{value:,}") for value in lines
    ]
    height = HEIGHT + _HEAD + _FOOT
    return Markup('<div class="plot" role="img" aria-label="{}">{}{}</div>').format(
        escape(title), _svg("scale", height, scale), _svg("bars", height, [*drawn, *_labels(bars, step)])
    )


def _height(count: float, top: float) -> float:
    """Pixels from above at which a bar of that count begins."""
    return _HEAD + HEIGHT * (1 - count / top)


def _lines(most: int) -> list[int]:
    """The counts at which lines are drawn: at most five, round, from 0 to what is no less than `most`.

    >>> _lines(160), _lines(2), _lines(0)
    ([0, 50, 100, 150, 200], [0, 1, 2], [0, 1])
    """
    step, factors = 1, (2, 5, 10)
    while step * 4 < most:
        power = 10 ** (len(str(step)) - 1)
        step = next(power * factor for factor in factors if power * factor > step)
    return [step * number for number in range(max(1, -(-most // step)) + 1)]


def _line(y: float) -> Markup:
    return Markup('<line x1="0" y1="{0:.1f}" x2="100%" y2="{0:.1f}"/>').format(y)


def _labels(bars: Sequence[Bar], step: float) -> list[Markup]:
    """Under a few bars; every second one may be left away where there is little room."""
    every = 1 if len(bars) <= 10 else -(-len(bars) // _LABELS)
    return [
        Markup('<text class="{}{}" x="{:.2f}%" y="{}">{}</text>').format(
            _anchor(place * step + step / 2), " other" if number % 2 else "", place * step + step / 2,
            HEIGHT + _HEAD + 17, bars[place].label,
        )
        for number, place in enumerate(range(0, len(bars), every))
    ]  # fmt: skip


def _anchor(x: float) -> str:
    """Where a text at `x` per cent is held, so that it stays within the plot; on the left the scale leaves room."""
    return "right" if x > 95 else "middle"


def _svg(name: str, height: int, parts: Sequence[Markup]) -> Markup:
    return Markup('<svg class="{}" height="{}" aria-hidden="true">{}</svg>').format(
        name, height, Markup("").join(parts)
    )


def lying(counts: Sequence[int], most: int) -> Markup:
    """One lying bar for a row of a table, `most` being as long as the cell: of one part, or of several, one after the
    other. The row says the figures.
    """
    drawn, x = [], 0.0
    for number, count in enumerate(counts):
        width = 100 * count / (most or 1)
        if count:
            shape = Markup('<rect class="bar{}" x="{:.2f}%" y="2" width="{:.2f}%" height="12"/>')
            drawn.append(shape.format(f" part{number}" if number else "", x, max(width, 0.4)))
        x += width
    return _svg("lying", 16, drawn)
