"""Several run reports as one: what a report on a whole archive says of its requests and its hosts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from newscrawler.politeness.answer_times import quantiles
from newscrawler.report.lines import Record

Classes = list[list[Any]]
"""A histogram: [seconds at most (None: more), count]."""


def together(runs: Sequence[Record]) -> Record:
    """The outcomes, requests by channel and hosts of `runs` (newest first; each as `run_shape.shown_run` has it), added
    up; what is known of completeness is the newest one's.
    """
    outcomes: Counter[str] = Counter()
    by_channel: dict[str, Counter[str]] = {}
    hosts: dict[str, Record] = {}
    for run in runs:
        outcomes.update(run["outcomes"])
        for name, parts in run["requests_by_channel"].items():
            by_channel.setdefault(name, Counter()).update({part: parts[part] for part in ("itself", "told")})
        for name, host in run["hosts"].items():
            hosts[name] = _both(hosts[name], host) if name in hosts else host
    return {
        "outcomes": dict(outcomes.most_common()),
        "requests_by_channel": {name: dict(parts) for name, parts in by_channel.items()},
        "hosts": hosts,
        "coverage": next((run["coverage"] for run in runs if run["coverage"]), None),
    }


def _both(newer: Record, older: Record) -> Record:
    """One host in two runs; what stands for an instant (its robots.txt, why it was left alone) is the newer one's."""
    promised = {span["promised_seconds"]: span for one in (older, newer) for span in one["promises"]}
    return {
        **newer,
        "requests": newer["requests"] + older["requests"],
        "violations": newer["violations"] + older["violations"],
        "smallest_gap_seconds": _least(newer["smallest_gap_seconds"], older["smallest_gap_seconds"]),
        "histogram": _added(newer["histogram"], older["histogram"]),
        "promises": list(promised.values()),
        "answers": _answers(newer["answers"], older["answers"]),
    }


def _answers(newer: Record, older: Record) -> Record:
    histogram = _added(newer["histogram"], older["histogram"])
    slowest = max(newer, older, key=lambda one: one["slowest_seconds"] or 0.0)
    return {
        "count": (newer["count"] or 0) + (older["count"] or 0),
        "none": newer["none"] + older["none"],
        **quantiles(histogram, slowest["slowest_seconds"] or 0.0),
        "slowest_seconds": slowest["slowest_seconds"],
        "slowest_url": slowest["slowest_url"],
        "histogram": histogram,
    }


def _added(one: Classes, other: Classes) -> Classes:
    counts: Counter[float | None] = Counter()
    for bound, count in (*one, *other):
        counts[bound] += count
    return [[bound, counts[bound]] for bound in sorted(counts, key=lambda bound: (bound is None, bound))]


def _least(*values: float | None) -> float | None:
    return min((value for value in values if value is not None), default=None)
