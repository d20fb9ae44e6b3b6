"""How long a host took to answer, kept small however long the crawl: what a run's report says of it.

A time to answer lasts from when the host's turn was taken to when the whole answer was there. Each is counted in a
class; the classes are an eighth apart, so that a median or a 95th percentile read from them is off by as much at most.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from newscrawler.politeness.spans import BOUNDS

LONGEST_ADDRESS = 500
"""Characters of the slowest answer's address that are kept."""

Class = Sequence[float | None]
"""Seconds at most (None: more than the last bound), answers."""


@dataclass(slots=True)
class AnswerTimes:
    """One host's."""

    counts: Counter[int] = field(default_factory=Counter)
    """Class → answers."""
    none: int = 0
    """Requests that got no answer: the connection failed, or the answer did not begin or end in time."""
    slowest: float = 0.0
    slowest_url: str = ""

    def note(self, seconds: float, url: str) -> None:
        """The answer for `url` was there after `seconds`."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        if seconds >= self.slowest:
            self.slowest, self.slowest_url = seconds, url[:LONGEST_ADDRESS]

    def told(self) -> dict[str, Any]:
        """For the report: seconds, counts, and `histogram` as [seconds at most (null: more), answers]."""
        histogram = [
            [BOUNDS[place] if place < len(BOUNDS) else None, self.counts[place]] for place in sorted(self.counts)
        ]
        return {
            "count": self.counts.total(),
            "none": self.none,
            **quantiles(histogram, self.slowest),
            "slowest_seconds": round(self.slowest, 4) if self.counts else None,
            "slowest_url": self.slowest_url or None,
            "histogram": histogram,
        }


def quantiles(histogram: Iterable[Class], slowest: float) -> dict[str, float | None]:
    """Median and 95th percentile of what was counted so: the bounds of the classes they fall in.

    >>> quantiles([[0.1, 60], [0.5, 35], [None, 5]], 9000.0)
    {'median_seconds': 0.1, 'p95_seconds': 0.5}
    >>> quantiles([], 0.0)
    {'median_seconds': None, 'p95_seconds': None}
    """
    classes = [(slowest if bound is None else min(bound, slowest), int(count or 0)) for bound, count in histogram]
    return {"median_seconds": _quantile(classes, 0.5), "p95_seconds": _quantile(classes, 0.95)}


def _quantile(classes: Sequence[tuple[float, int]], share: float) -> float | None:
    wanted, counted = share * sum(count for _, count in classes), 0
    for seconds, count in classes:
        counted += count
        if counted >= wanted:
            return round(seconds, 4)
    return None
