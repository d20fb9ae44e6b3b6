"""What a run's report must be like for pages to show it. Reports of older code lack parts, and a file may be damaged:
what is not there, or of another kind than it must be, counts as not told, and all else is shown.

A shape is a function: what was read → what is shown of it, None (or nothing in it) where it is of another kind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Shape = Callable[[Any], Any]

LARGEST = 1e15
"""No count and no time is larger: thirty million years of seconds."""


def text(value: Any) -> str | None:
    """Words."""
    return value if isinstance(value, str) else None


def figure(value: Any) -> float | None:
    """A count, or seconds: 0 or more."""
    is_figure = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LARGEST
    return value if is_figure else None


def counted(value: Any) -> float:
    """A figure that is 0 where it is not told."""
    return figure(value) or 0


def classes(value: Any) -> list[list[Any]]:
    """A histogram: [seconds at most (None: more than any bound), count]."""
    pairs = [pair for pair in rows_of(value) if isinstance(pair, list) and len(pair) == 2]
    return [[bound, count] for bound, count in pairs if isinstance(count, int) and counted(count) and _is_bound(bound)]


def parts(**shapes: Shape) -> Shape:
    """An object with these parts; others stay in it as they are."""

    def shaped(value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            return None
        return value | {name: shape(value.get(name)) for name, shape in shapes.items()}

    return shaped


def each(shape: Shape) -> Shape:
    """An object whose names are free; nothing in it is None."""
    return lambda value: (
        {name: one for name, told in value.items() if (one := shape(told)) is not None}
        if isinstance(value, dict)
        else {}
    )


def rows(shape: Shape) -> Shape:
    """A list; nothing in it is None."""
    return lambda value: [one for told in rows_of(value) if (one := shape(told)) is not None]


def rows_of(value: Any) -> list[Any]:
    """What is in the list; nothing where it is none."""
    return list(value) if isinstance(value, list | tuple) else []


def _is_bound(bound: Any) -> bool:
    return bound is None or bool(figure(bound))


_PROMISE = parts(promised_seconds=figure, since=text, gaps=figure, smallest_gap_seconds=figure)
_ANSWERS = parts(
    count=figure,
    none=counted,
    median_seconds=figure,
    p95_seconds=figure,
    slowest_seconds=figure,
    slowest_url=text,
    histogram=classes,
)
_HOST = parts(
    name=text,
    requests=counted,
    promised_seconds=figure,
    smallest_gap_seconds=figure,
    violations=counted,
    histogram=classes,
    promises=rows(_PROMISE),
    robots=rows(parts(fetched_at=text, means=text)),
    left_alone=parts(at=text, why=text),
    answers=lambda value: _ANSWERS(value if isinstance(value, dict) else {}),
)
_CHANNEL = parts(
    channel=text,
    url=text,
    requests=figure,
    articles=figure,
    unseen=figure,
    first=text,
    last=text,
    notes=rows(text),
)
_COVERAGE = parts(
    told=each(parts(named=figure, archived=figure, waiting=figure, excluded=each(figure))),
    holes=rows(parts(day=text, found=figure, usual=figure)),
)
shown_run = parts(
    run_id=text,
    spider=text,
    started_at=text,
    finished_at=text,
    finish_reason=text,
    goes_on=lambda value: value is True,
    exit_code=figure,
    exit_meaning=text,
    requests=figure,
    records_written=figure,
    articles_known=figure,
    seconds=figure,
    outcomes=each(figure),
    requests_by_channel=each(parts(itself=counted, told=counted)),
    troubles=rows(text),
    alarms=rows(text),
    channels=rows(_CHANNEL),
    hosts=each(_HOST),
    coverage=_COVERAGE,
    revisits=each(figure),
    missing=parts(missing=figure, suspected=rows(text), confirmed=rows(text)),
)
"""A run's report, or what several say together, with all that pages show of one."""
