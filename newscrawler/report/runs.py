"""Several run reports as one: what a report on a whole archive says of its requests and its hosts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from newscrawler.politeness.answer_times import quantiles
from newscrawler.report.lines import Record


def together(runs: Sequence[Record]) -> Record:
    """The outcomes, requests by channel, hosts and removed blocks of `runs` (newest first), added up."""
    outcomes: Counter[str] = Counter()
    by_channel: dict[str, Counter[str]] = {}
    hosts: dict[str, Record] = {}
    for run in runs:
        outcomes.update(_counts(run.get("outcomes")))
        for name, parts in _entries(run.get("requests_by_channel")):
            by_channel.setdefault(name, Counter()).update(_counts(parts))
        for name, host in _entries(run.get("hosts")):
            hosts[name] = _both(hosts[name], host) if name in hosts else _both({}, host)
    return {
        "outcomes": dict(outcomes.most_common()),
        "requests_by_channel": {name: dict(parts) for name, parts in by_channel.items()},
        "hosts": hosts,
        "coverage": next((run["coverage"] for run in runs if run.get("coverage")), None),
    }


def _both(newer: Record, older: Record) -> Record:
    """One host in two runs; what stands for an instant (its robots.txt, why it was left alone) is the newer one's."""
    promised = {span.get("promised_seconds"): span for one in (older, newer) for span in one.get("promises") or ()}
    return {
        **older,
        **newer,
        "requests": (newer.get("requests") or 0) + (older.get("requests") or 0),
        "violations": (newer.get("violations") or 0) + (older.get("violations") or 0),
        "smallest_gap_seconds": _least(newer.get("smallest_gap_seconds"), older.get("smallest_gap_seconds")),
        "histogram": _added(newer.get("histogram"), older.get("histogram")),
        "promises": list(promised.values()),
        "answers": _answers(newer.get("answers") or {}, older.get("answers") or {}),
    }


def _answers(newer: Record, older: Record) -> Record:
    histogram = _added(newer.get("histogram"), older.get("histogram"))
    slowest = max(newer, older, key=lambda one: one.get("slowest_seconds") or 0.0)
    return {
        "count": (newer.get("count") or 0) + (older.get("count") or 0),
        "none": (newer.get("none") or 0) + (older.get("none") or 0),
        **quantiles(histogram, slowest.get("slowest_seconds") or 0.0),
        "slowest_seconds": slowest.get("slowest_seconds"),
        "slowest_url": slowest.get("slowest_url"),
        "histogram": histogram,
    }


def _added(one: Any, other: Any) -> list[list[Any]]:
    counts: Counter[float | None] = Counter()
    for histogram in (one, other):
        for bound, count in histogram or ():
            counts[bound] += count
    return [[bound, counts[bound]] for bound in sorted(counts, key=lambda bound: (bound is None, bound))]


def _least(*values: float | None) -> float | None:
    return min((value for value in values if value is not None), default=None)


def _counts(told: Any) -> dict[str, int]:
    return {str(name): count for name, count in _entries(told) if isinstance(count, int)}


def _entries(told: Any) -> list[tuple[str, Any]]:
    return list(told.items()) if isinstance(told, dict) else []
