"""Every gap that a host was given, kept small: the proof of politeness that a run's report holds.

A gap is the time from when a request had reached its host at the latest (its answer began) to the start of the next
one; what the host saw is longer by what both were on their way. Each is counted in a histogram and judged by what was
promised at that moment; all of it stays the same size however long the crawl.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from newscrawler.politeness.spans import BOUNDS

MOST_PROMISES = 32
"""Promises of one host that are told apart; a host that changes its Crawl-delay more often has its oldest joined."""
ROUNDING = 1e-6
"""Seconds by which sums of floating-point instants may be off: an hour of uptime or a year, it stays below this."""


@dataclass(slots=True)
class Span:
    """The gaps given while one promise was in force."""

    promised: float
    since: str
    """When its first gap ended: ISO 8601, UTC."""
    gaps: int = 0
    smallest: float = float("inf")

    def joined(self, later: Span) -> Span:
        """Both as one, with the lesser promise."""
        return Span(
            min(self.promised, later.promised), self.since, self.gaps + later.gaps, min(self.smallest, later.smallest)
        )


@dataclass(slots=True)
class GapLog:
    """One host's gaps."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    spans: list[Span] = field(default_factory=list)
    smallest: float | None = None
    least_margin: float | None = None
    """Least seconds that a request came later than it had to; below zero would be a broken promise."""
    violations: int = 0

    def add(self, gap: float, promised: float, margin: float, at: str) -> None:
        """A request starts at `at`, `gap` seconds after the last one and `margin` seconds after it might."""
        self.counts[bisect_left(BOUNDS, gap)] += 1
        self.smallest = gap if self.smallest is None else min(gap, self.smallest)
        self.least_margin = margin if self.least_margin is None else min(margin, self.least_margin)
        self.violations += margin < -ROUNDING
        if not self.spans or self.spans[-1].promised != promised:
            self.spans.append(Span(promised, at))
            if len(self.spans) > MOST_PROMISES:
                self.spans[:2] = [self.spans[0].joined(self.spans[1])]
        span = self.spans[-1]
        span.gaps += 1
        span.smallest = min(span.smallest, gap)

    def told(self) -> dict[str, Any]:
        """For the report: seconds, counts, and `histogram` as [seconds at most (null: more), gaps]."""
        bounds: list[float | None] = [*BOUNDS, None]
        return {
            "gaps": sum(self.counts),
            "violations": self.violations,
            "smallest_gap_seconds": _rounded(self.smallest),
            "least_margin_seconds": _rounded(self.least_margin),
            "histogram": [[bound, count] for bound, count in zip(bounds, self.counts, strict=True) if count],
            "promises": [
                {
                    "promised_seconds": span.promised,
                    "since": span.since,
                    "gaps": span.gaps,
                    "smallest_gap_seconds": _rounded(span.smallest),
                }
                for span in self.spans
            ],
        }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)
